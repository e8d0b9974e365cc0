package org.dromedary.smtp.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dromedary.mail.Domain;
import org.dromedary.mail.ReplyCode;
import org.dromedary.mail.SmtpReply;

/** EHLO: greets and lists the extensions (RFC 5321 §4.1.1.1). */
final class EhloVerb implements Verb {
  private final Domain hostname;
  private final List<Extension> extensions;

  EhloVerb(Domain hostname, List<Extension> extensions) {
    this.hostname = hostname;
    this.extensions = List.copyOf(extensions);
  }

  @Override
  public String name() {
    return "EHLO";
  }

  @Override
  public boolean isSynchronizationPoint() {
    return true; // RFC 2920 §3.1
  }

  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    if (!HeloVerb.isName(argument)) {
      return Outcome.answer(Replies.BAD_HELO);
    }
    dialogue.introduce(argument, true);
    return Outcome.answer(greeting(dialogue));
  }

  private SmtpReply greeting(Dialogue dialogue) {
    List<String> lines =
        Stream.concat(
                Stream.of(hostname.ascii()),
                extensions.stream()
                    .filter(extension -> extension.isOffered(dialogue))
                    .map(Extension::announcement))
            .toList();
    return new SmtpReply(new ReplyCode(250), Optional.empty(), lines); // RFC 2034 §4
  }
}
