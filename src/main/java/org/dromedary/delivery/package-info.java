/**
 * Attempts to deliver queued mail to remote servers (RFC 5321 §5).
 *
 * <p>Each next hop has a lane: the mails that wait for it and the connections it may use. A lane
 * that is slow or dead never takes the room of another. {@link
 * org.dromedary.delivery.FailurePolicy} alone decides what a failure means. Knows nothing of queues
 * on disk, retry times or Camel.
 */
@NullMarked
package org.dromedary.delivery;

import org.jspecify.annotations.NullMarked;
