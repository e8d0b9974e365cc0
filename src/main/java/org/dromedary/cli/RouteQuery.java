package org.dromedary.cli;

import java.util.Map;
import org.dromedary.mail.MailAddress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is asked of the way of a mail, and how the answer is wanted. */
final class RouteQuery {
  @Mixin private final Overrides overrides = new Overrides();
  @Mixin private final MailSample mail = new MailSample();

  @Parameters(paramLabel = "ADDRESS", description = "The recipient: user@example.com")
  private MailAddress recipient = MailAddress.parse("postmaster@localhost");

  @Option(names = "--json", description = "One line of JSON instead of text.")
  private boolean json;

  Map<String, String> overrides() {
    return overrides.values();
  }

  MailSample mail() {
    return mail;
  }

  MailAddress recipient() {
    return recipient;
  }

  boolean wantsJson() {
    return json;
  }
}
