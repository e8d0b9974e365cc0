/**
 * Attempts to deliver queued mail to remote servers: lanes, hosts in turn, what a failure means.
 */
@NullMarked
package org.dromedary.delivery;

import org.jspecify.annotations.NullMarked;
