package org.dromedary.smtp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.HostProtocol;

/**
 * A conversation with a server, ready for mail transactions, one after the other.
 *
 * <p>Blocks its thread, so that should be a virtual one. For one thread at a time, except {@link
 * #abort}.
 */
public final class SmtpConnection implements AutoCloseable {
  private static final Duration QUIT_TIMEOUT = Duration.ofSeconds(2);

  /** What a connection is made of. */
  record Parts(
      String hostName,
      InetSocketAddress address,
      HostProtocol protocol,
      PeerSocket socket,
      Watchdog watchdog) {}

  private final Parts parts;
  private final Conversation conversation;
  private final PeerExtensions extensions;
  private boolean intact = true;
  private boolean resetFirst;

  SmtpConnection(Parts parts, Conversation conversation, PeerExtensions extensions) {
    this.parts = parts;
    this.conversation = conversation;
    this.extensions = extensions;
  }

  /**
   * Sends one mail to the recipients of the envelope; RSET goes before it if the transaction before
   * was left unfinished.
   *
   * <p>A mail that the server cannot take by its own account (SIZE, SMTPUTF8), or that requires
   * TLS, is refused with a {@link ReplyOrigin#LOCAL} reply and not sent. A mail with 8-bit octets
   * is sent as it is to a server that does not offer 8BITMIME.
   *
   * @throws IOException when the content cannot be read; nothing was delivered, and the connection
   *     is closed
   * @throws IllegalStateException when the conversation is over, see {@link #isReusable}
   */
  public TransactionResult send(Envelope envelope, MailContent content) throws IOException {
    if (!intact) {
      throw new IllegalStateException("the conversation is over");
    }
    Optional<SmtpReply> refusal = LocalRefusal.of(envelope, extensions, security(), content.size());
    if (refusal.isPresent()) {
      return LocalRefusal.result(envelope, refusal.get());
    }
    try {
      MailCommands commands = new MailCommands(envelope, extensions, traits(envelope, content));
      return lead(new TransactionDialogue(commands, content, resetFirst, parts.protocol()));
    } catch (IOException | RuntimeException e) {
      abandon();
      throw e;
    }
  }

  /** The content is read for its traits only where they are asked for. */
  private ContentTraits traits(Envelope envelope, MailContent content) throws IOException {
    boolean unasked = !extensions.eightBitMime() || MailCommands.isDeclaredEightBit(envelope);
    return unasked ? new ContentTraits(content.size(), false) : ContentTraits.of(content);
  }

  private TransactionResult lead(TransactionDialogue dialogue) throws IOException {
    TransactionResult result = conversation.lead(dialogue);
    if (dialogue.isConversationIntact()) {
      resetFirst = dialogue.needsReset();
    } else {
      abandon();
    }
    return result;
  }

  /**
   * Whether another transaction can follow: nothing broke, and the peer has neither closed nor said
   * anything since. Costs a millisecond if the connection was idle for more than a second.
   */
  public boolean isReusable() {
    if (intact && parts.socket().isStale()) {
      abandon();
    }
    return intact;
  }

  /** Whether the server tells senders of success and failure itself, as they want (RFC 3461). */
  public boolean offersDsn() {
    return extensions.dsn();
  }

  /**
   * Says MAIL and RCPT to see what the server says; nothing is sent. The connection should be
   * closed afterwards.
   */
  public ProbeResult probe(ReversePath sender, Recipient recipient) throws IOException {
    Envelope envelope = new Envelope(sender, List.of(recipient), MailOptions.NONE);
    resetFirst = true;
    return conversation.lead(
        new ProbeDialogue(new MailCommands(envelope, extensions, new ContentTraits(0, false))));
  }

  /** {@code in clear}, or what kind of TLS it is. */
  public String describeSecurity() {
    return parts.socket().describeSecurity();
  }

  ChannelSecurity security() {
    return parts.socket().security();
  }

  /** Where the connection goes. */
  public InetSocketAddress remoteAddress() {
    return parts.address();
  }

  /** {@code mx.example.com[192.0.2.1]:25}. */
  public String describe() {
    return describe(parts.hostName(), parts.address());
  }

  static String describe(String hostName, InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String literal = "[" + ip.getHostAddress() + "]";
    // an IPv6 address has several spellings, and no name has a colon
    boolean isLiteral =
        hostName.startsWith("[")
            || hostName.indexOf(':') >= 0
            || hostName.equals(ip.getHostAddress());
    return (isLiteral ? literal : hostName + literal) + ":" + address.getPort();
  }

  /** Ends the conversation with QUIT, waits two seconds at most for the reply, and closes. */
  @Override
  public void close() {
    if (intact) {
      intact = false;
      conversation.quit(QUIT_TIMEOUT); // RFC 5321 §4.1.1.10
    }
    abandon();
  }

  /** Closes at once, without QUIT; may be called from any thread, also during {@link #send}. */
  public void abort() {
    parts.socket().close();
  }

  private void abandon() {
    intact = false;
    parts.watchdog().forget(parts.socket());
    parts.socket().close();
  }
}
