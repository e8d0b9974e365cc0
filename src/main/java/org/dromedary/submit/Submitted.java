package org.dromedary.submit;

import org.dromedary.mail.QueueId;

/**
 * A mail that is durable.
 *
 * @param duplicate whether it was before, under the same idempotency key
 */
public record Submitted(QueueId queueId, boolean duplicate) {}
