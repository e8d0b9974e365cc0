package org.dromedary.smtp.server;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.dromedary.mail.QueueIdGenerator;

/**
 * What a listener needs of its surroundings.
 *
 * @param recipientCheck decides on RCPT
 * @param storage decides on MAIL
 * @param authenticator decides on AUTH
 * @param tls a new engine for the server's side of a connection; may be called on an event loop
 * @param refusals told of each 4yz and 5yz reply; called on event loops, returns at once
 * @param connections told of connections and handshakes; called on event loops, returns at once
 * @param clock for Received and the arrival time
 * @param workers runs what may block: the Camel route of each mail, writes to files; meant for a
 *     virtual thread per task
 * @param defence one for all listeners
 */
public record SmtpServerServices(
    RecipientCheck recipientCheck,
    StorageCheck storage,
    Authenticator authenticator,
    Supplier<SSLEngine> tls,
    RefusalListener refusals,
    ConnectionListener connections,
    QueueIdGenerator queueIds,
    InstantSource clock,
    Executor workers,
    Defence defence) {}
