/**
 * The Artemis broker that holds the queues: where it is and how it is reached.
 *
 * <p>Knows nothing of mail.
 */
@NullMarked
package org.dromedary.broker;

import org.jspecify.annotations.NullMarked;
