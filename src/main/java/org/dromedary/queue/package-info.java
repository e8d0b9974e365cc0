/** A mail that was accepted and is durable: its parts, its states and when it is tried again. */
@NullMarked
package org.dromedary.queue;

import org.jspecify.annotations.NullMarked;
