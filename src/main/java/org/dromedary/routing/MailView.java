package org.dromedary.routing;

import java.net.InetAddress;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.ReversePath;

/**
 * What an expression in a routing table may see of a mail; it can change nothing. All texts are
 * data: whatever a mail says in them, nobody evaluates it. For one thread.
 */
public final class MailView {
  private final RoutingFacts facts;
  private final String recipient;

  MailView(RoutingFacts facts, String recipient) {
    this.facts = facts;
    this.recipient = recipient;
  }

  /** Of an empty mail, for trying an expression. */
  public static MailView sample() {
    RoutingFacts.Origin origin =
        new RoutingFacts.Origin(ReversePath.NULL, Optional.empty(), "smtp", Optional.empty());
    return new MailView(
        new RoutingFacts(origin, 0, MailContent.of(new byte[0])), "user@example.com");
  }

  /** The address of MAIL FROM; empty for the null sender. */
  public String getSender() {
    return facts.origin().sender().address().map(MailAddress::toString).orElse("");
  }

  /** The address of RCPT TO, or what an alias made of it. */
  public String getRecipient() {
    return recipient;
  }

  /** The IP address that it came from; empty for the router's own mail. */
  public String getClient() {
    return facts.origin().client().map(InetAddress::getHostAddress).orElse("");
  }

  /** Who was authenticated; empty for nobody. */
  public String getUser() {
    return facts.origin().user().orElse("");
  }

  /** {@code smtp}, {@code submission}, {@code submissions} or {@code local}. */
  public String getListener() {
    return facts.origin().listener();
  }

  /** In octets. */
  public long getSize() {
    return facts.size();
  }

  /** What the first header field of this name says, without line breaks; empty without one. */
  public String header(String name) {
    return facts.header(name).orElse("");
  }
}
