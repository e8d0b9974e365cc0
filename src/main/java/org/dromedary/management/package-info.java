/**
 * How operators see the router: for now, the form of its log lines.
 *
 * <p>Knows nothing of how mail is routed or delivered.
 */
@NullMarked
package org.dromedary.management;

import org.jspecify.annotations.NullMarked;
