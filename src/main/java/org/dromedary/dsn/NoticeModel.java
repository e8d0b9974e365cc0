package org.dromedary.dsn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dromedary.mail.Domain;

/**
 * What a template can name, with whatever came from a peer or a mail made fit for one line. A name
 * with a question mark says whether there is such a value.
 */
final class NoticeModel {
  private static final int MAXIMUM_REPLY_LINES = 20;

  private NoticeModel() {}

  static Map<String, Object> of(Domain hostname, Notice notice, ReturnedMail returned) {
    return Map.ofEntries(
        Map.entry("hostname", hostname.ascii()),
        Map.entry("sender", notice.to().toString()),
        Map.entry("queueId", notice.mail().queueId().toString()),
        Map.entry("arrival", MailDate.format(notice.mail().arrival())),
        Map.entry("until?", notice.until().isPresent()),
        Map.entry("until", notice.until().map(MailDate::format).orElse("")),
        Map.entry("whole", returned.whole().isPresent()),
        Map.entry("tooLarge", returned.tooLarge()),
        Map.entry("odd", returned.odd()),
        Map.entry("cut", returned.isCut()),
        Map.entry("recipients", notice.recipients().stream().map(NoticeModel::of).toList()));
  }

  private static Map<String, Object> of(ReportedRecipient reported) {
    boolean remote = reported.remoteName().isPresent();
    // of a success our own words add nothing
    List<String> replies = reported.isSuccess() && !remote ? List.of() : replyLines(reported);
    return recipient(
        reported.recipient().address().toString(),
        remote ? Untrusted.line(reported.relay()) : "",
        replies);
  }

  private static Map<String, Object> recipient(String address, String relay, List<String> replies) {
    Map<String, Object> model = new HashMap<>();
    model.put("address", address);
    model.put("relay?", !relay.isEmpty());
    model.put("relay", relay);
    model.put("replies?", !replies.isEmpty());
    model.put("replies", replies);
    return model;
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

  /** With all and with nothing, to try a template on. */
  static List<Map<String, Object>> samples() {
    return List.of(sample(true), sample(false));
  }

  private static Map<String, Object> sample(boolean all) {
    String text = all ? "text" : "";
    return Map.ofEntries(
        Map.entry("hostname", text),
        Map.entry("sender", text),
        Map.entry("queueId", text),
        Map.entry("arrival", text),
        Map.entry("until?", all),
        Map.entry("until", text),
        Map.entry("whole", all),
        Map.entry("tooLarge", all),
        Map.entry("odd", all),
        Map.entry("cut", all),
        Map.entry("recipients", List.of(recipient(text, text, all ? List.of(text) : List.of()))));
  }
}
