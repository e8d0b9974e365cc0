package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.dromedary.mail.SmtpReply;

/**
 * A client was told no. All texts are what the client said: not verified, of any length that a
 * command line may have.
 *
 * @param reply 4yz or 5yz
 * @param client where it is; behind a proxy whom that one names
 * @param helo empty before HELO or EHLO
 * @param user the name that was authenticated
 * @param sender the address of the reverse path, an empty text for the null one; empty outside of a
 *     transaction
 * @param recipient the address of the forward path; empty unless the refusal is of one recipient
 */
public record Refusal(
    SmtpReply reply,
    RefusalReason reason,
    InetSocketAddress client,
    Optional<String> helo,
    ListenerKind listener,
    Optional<String> user,
    Optional<String> sender,
    Optional<String> recipient) {

  /** Of a client that has no session. */
  static Refusal ofConnection(SmtpReply reply, InetSocketAddress client, ListenerKind listener) {
    return new Refusal(
        reply,
        RefusalReason.of(reply),
        client,
        Optional.empty(),
        listener,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another answer. */
  Refusal with(SmtpReply other, RefusalReason otherReason) {
    return new Refusal(other, otherReason, client, helo, listener, user, sender, recipient);
  }
}
