package org.dromedary.cli;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.OctetCount;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.RoutingFacts;
import picocli.CommandLine.Option;

/** Options that say what a mail is like whose way is asked for. */
final class MailSample {
  @Option(
      names = "--from",
      paramLabel = "SENDER",
      description = "The sender; without it the null sender of notices, <>.")
  private ReversePath sender = ReversePath.NULL;

  @Option(
      names = "--client",
      paramLabel = "IP",
      description = "The address that the mail comes from.")
  private Optional<InetAddress> client = Optional.empty();

  @Option(names = "--user", paramLabel = "NAME", description = "The user that was authenticated.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description =
          "By which the mail comes: smtp, submission, submissions, jms, http, fetch or local;"
              + " smtp if not given.")
  private String listener = "smtp";

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Of the mail, such as 10MiB; 0B if not given.")
  private OctetCount size = new OctetCount(0);

  @Option(
      names = "--header",
      paramLabel = "FIELD",
      description = "A header field of the mail, such as 'Subject: x'; may be given several times.")
  private List<String> headers = List.of();

  ReversePath sender() {
    return sender;
  }

  RoutingFacts facts() {
    return RoutingFacts.ofSample(
        new RoutingFacts.Origin(sender, client, listener, user), size.octets(), headers);
  }
}
