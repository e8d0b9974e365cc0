package org.dromedary.routing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.SmtpReply;

/**
 * Who may not send what to whom, by the barring rules.
 *
 * <p>RFC 5321 §4.5.1: every reasonable effort is made to accept mail for the postmaster, so only a
 * rule for nothing but a client network keeps somebody from there.
 *
 * <p>Safe for use by several threads.
 */
public final class Barring {
  private final Supplier<BarringRules> rules;
  private final Postmasters postmasters;

  /**
   * @param rules the current value, asked once per call
   */
  public Barring(Supplier<BarringRules> rules, Postmasters postmasters) {
    this.rules = rules;
    this.postmasters = postmasters;
  }

  /** Whether there is no rule at all. */
  public boolean isEmpty() {
    return rules.get().size() == 0;
  }

  /** What the client is told about one RCPT; empty when no rule bars it. */
  public Optional<SmtpReply> ofRecipient(MailSource source, MailAddress recipient) {
    return rules.get().ofRecipient(source, recipient, postmasters.includes(recipient));
  }

  /**
   * What the client is told about a mail; empty when no rule bars it. Reads the header section when
   * a rule asks for it.
   *
   * @throws IOException when the mail cannot be read
   */
  public Optional<SmtpReply> ofMail(
      MailSource source, List<MailAddress> recipients, MailContent content) throws IOException {
    return recipients.stream().allMatch(postmasters::includes)
        ? Optional.empty()
        : rules.get().ofMail(source, recipients, content);
  }
}
