package org.dromedary.routing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.SmtpReply;

/** What becomes of mail for somebody at a local domain who is not known. */
public sealed interface Undelivered {
  String REMEDY =
      "write refuse, report, forward ADDRESS, re-address DOMAIN, create TEMPLATE or outbox";

  /** It is refused at RCPT; where it was accepted all the same, reported. */
  record Refuse() implements Undelivered {
    @Override
    public String toString() {
      return "refuse";
    }
  }

  /** It is accepted, and its sender gets a failure notification. */
  record Report() implements Undelivered {
    @Override
    public String toString() {
      return "report";
    }
  }

  /**
   * It goes to others.
   *
   * @param to at least one
   */
  record Forward(List<MailAddress> to) implements Undelivered {
    public Forward {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("a forward needs an address");
      }
    }

    @Override
    public String toString() {
      return "forward " + to.stream().map(MailAddress::toString).collect(Collectors.joining(", "));
    }
  }

  /** It goes to the same user at another domain. */
  record ReAddress(Domain domain) implements Undelivered {
    @Override
    public String toString() {
      return "re-address " + domain;
    }
  }

  /**
   * A mailbox is made for it.
   *
   * @param template a mailbox of {@code mailboxes.yaml}: {@code user} or {@code user@domain}
   */
  record Create(String template) implements Undelivered {
    @Override
    public String toString() {
      return "create " + template;
    }
  }

  /** It is sent out as it is, as if the domain were not local. */
  record Outbox() implements Undelivered {
    @Override
    public String toString() {
      return "outbox";
    }
  }

  /**
   * It cannot be told now.
   *
   * @param reply why; a transient one
   */
  record Later(SmtpReply reply) implements Undelivered {}

  /**
   * Parses {@code refuse}, {@code report}, {@code forward a@example.org, b@example.net}, {@code
   * re-address example.net}, {@code create template@example.org} or {@code outbox}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Undelivered parse(String text) {
    String[] words = text.strip().split(" +", 2);
    String rest = words.length < 2 ? "" : words[1];
    return switch (words[0]) {
      case "refuse" -> bare(rest, new Refuse());
      case "report" -> bare(rest, new Report());
      case "outbox" -> bare(rest, new Outbox());
      case "forward" ->
          new Forward(
              Arrays.stream(rest.split(",", -1))
                  .map(String::strip)
                  .map(MailAddress::parse)
                  .toList());
      case "re-address" -> new ReAddress(domain(rest));
      case "create" -> new Create(LocalName.parse(rest).toString());
      default -> throw new IllegalArgumentException("not an action");
    };
  }

  private static Undelivered bare(String rest, Undelivered action) {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("'" + rest + "' is too much");
    }
    return action;
  }

  private static Domain domain(String text) {
    Domain domain = Domain.parse(text);
    if (domain.isAddressLiteral()) {
      throw new IllegalArgumentException("not a domain");
    }
    return domain;
  }
}
