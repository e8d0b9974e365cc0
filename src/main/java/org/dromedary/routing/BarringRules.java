package org.dromedary.routing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.SmtpReply;

/**
 * The rules of a barring file in their order, of which the first that matches decides: one
 * immutable value. Rules with a header field decide when a mail is there, all others at RCPT.
 */
public final class BarringRules {
  /** Nobody is barred. */
  public static final BarringRules NONE = new BarringRules(List.of());

  private final List<BarringRule> rules;

  BarringRules(List<BarringRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** How many rules are in force. */
  public int size() {
    return rules.size();
  }

  /**
   * What the client is told about one recipient, if it is barred.
   *
   * @param protectedRecipient only a rule for nothing but a client network bars it
   */
  Optional<SmtpReply> ofRecipient(
      MailSource source, MailAddress recipient, boolean protectedRecipient) {
    return rules.stream()
        .filter(rule -> rule.header().isEmpty())
        .filter(rule -> !protectedRecipient || rule.isForClientAlone())
        .filter(rule -> rule.matches(source) && rule.matches(recipient))
        .findFirst()
        .flatMap(BarringRule::refusal);
  }

  /**
   * What the client is told about a whole mail, if its header bars it. The mail is not read when no
   * rule needs that.
   *
   * @throws IOException when the mail cannot be read
   */
  Optional<SmtpReply> ofMail(MailSource source, List<MailAddress> recipients, MailContent content)
      throws IOException {
    List<BarringRule> candidates = candidates(source, recipients);
    List<HeaderPattern> headers =
        candidates.stream().flatMap(rule -> rule.header().stream()).toList();
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream mail = content.open()) {
      Set<HeaderPattern> found = HeaderScan.found(mail, headers);
      return candidates.stream()
          .filter(rule -> rule.header().map(found::contains).orElse(true))
          .findFirst()
          .flatMap(BarringRule::refusal);
    }
  }

  /** Rules whose conditions are met but for the header; the last one may have none, and allows. */
  private List<BarringRule> candidates(MailSource source, List<MailAddress> recipients) {
    List<BarringRule> candidates = new ArrayList<>();
    for (BarringRule rule : rules) {
      if (rule.matches(source) && isFor(rule, recipients)) {
        candidates.add(rule);
        if (rule.header().isEmpty()) {
          break;
        }
      }
    }
    return candidates;
  }

  /** A mail is refused as a whole: for one of its recipients, but allowed only for all of them. */
  private static boolean isFor(BarringRule rule, List<MailAddress> recipients) {
    if (rule.refusal().isEmpty()) {
      return recipients.stream().allMatch(rule::matches);
    }
    // without a header field it refused the recipients at RCPT
    return rule.header().isPresent() && recipients.stream().anyMatch(rule::matches);
  }
}
