package org.dromedary.smtp.server;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.dromedary.mail.QueueIdGenerator;

/**
 * What a listener needs of its surroundings.
 *
 * @param recipientCheck decides on RCPT
 * @param storage decides on MAIL
 * @param clock for Received and the arrival time
 * @param workers runs what may block: the Camel route of each mail, writes to files; meant for a
 *     virtual thread per task
 * @param defence one for all listeners
 */
public record SmtpServerServices(
    RecipientCheck recipientCheck,
    StorageCheck storage,
    QueueIdGenerator queueIds,
    InstantSource clock,
    Executor workers,
    Defence defence) {}
