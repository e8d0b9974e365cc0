package org.dromedary.dsn;

import java.util.List;
import java.util.stream.Collectors;
import org.dromedary.mail.Domain;

/** The words for people: the first part of a notification. */
final class NoticeText {
  private static final int MAXIMUM_REPLY_LINES = 20;

  private final Domain hostname;
  private final Notice notice;
  private final ReturnedMail returned;

  NoticeText(Domain hostname, Notice notice, ReturnedMail returned) {
    this.hostname = hostname;
    this.notice = notice;
    this.returned = returned;
  }

  private String recipient(ReportedRecipient reported) {
    if (reported.isSuccess() && reported.remoteName().isEmpty()) {
      return "  <" + reported.recipient().address() + ">\r\n\r\n"; // our own words add nothing
    }
    String who =
        reported
            .remoteName()
            .map(name -> Untrusted.line(reported.relay()) + " answered:")
            .orElse("The reason:");
    String words =
        replyLines(reported).stream()
            .map(line -> "    " + line + "\r\n")
            .collect(Collectors.joining());
    return "  <" + reported.recipient().address() + ">\r\n    " + who + "\r\n" + words + "\r\n";
  }

  private static List<String> replyLines(ReportedRecipient reported) {
    String prefix =
        reported.reply().code()
            + reported.reply().status().map(status -> " " + status).orElse("")
            + " ";
    return reported.reply().lines().stream()
        .limit(MAXIMUM_REPLY_LINES)
        .map(line -> Untrusted.line(prefix + line))
        .toList();
  }

  /** The text with CRLF line ends. */
  @Override
  public String toString() {
    String recipients =
        notice.recipients().stream().map(this::recipient).collect(Collectors.joining());
    return """
        This is the mail system at %s.

        %s

        %sYour mail arrived here on %s.%s
        If you ask the postmaster about it, please give its queue id,
        %s.
        A report for programs and %s follow%s.
        """
        .replace("\n", "\r\n")
        .formatted(
            hostname.ascii(),
            notice.kind().explanation(),
            recipients,
            MailDate.format(notice.mail().arrival()),
            notice
                .until()
                .map(until -> "\r\nIt will be tried until %s.".formatted(MailDate.format(until)))
                .orElse(""),
            notice.mail().queueId(),
            returned.whole().isPresent() ? "your mail" : "the header of your mail",
            returned.remark());
  }
}
