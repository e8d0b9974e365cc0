package org.dromedary.management;

import java.util.Optional;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.QueueAction;

/** Actions as a request names them. */
final class QueueActions {
  private static final int LONGEST_REASON = 200;

  private QueueActions() {}

  static QueueAction of(ApiRequest request) {
    return switch (request.name().orElseThrow()) {
      case "retry" -> new QueueAction.Retry();
      case "hold" -> new QueueAction.HoldBack(request.user(), reason(request).orElse(""));
      case "release" -> new QueueAction.Release();
      case "reroute" -> reroute(request);
      case "delete" -> new QueueAction.Delete();
      case "expire" -> new QueueAction.Expire();
      case "bounce" ->
          // RFC 3463 §3.8: X.7.1, delivery not authorized
          new QueueAction.Bounce(
              SmtpReply.of(550, "5.7.1", reason(request).orElse("returned by the operator")));
      default ->
          throw new ApiException(
              404, "the actions are retry, hold, release, reroute, delete, expire, bounce");
    };
  }

  private static QueueAction reroute(ApiRequest request) {
    Optional<ReversePath> sender =
        request
            .parameter("reverse-path")
            .map(
                text -> ApiParameters.parsed("reverse-path", "<" + text + ">", ReversePath::parse));
    return new QueueAction.Reroute(
        sender,
        request.parameters("to").stream()
            .map(text -> ApiParameters.parsed("to", "<" + text + ">", ForwardPath::parse))
            .toList());
  }

  /** One line, for replies and logs. */
  static Optional<String> reason(ApiRequest request) {
    return request
        .parameter("reason")
        .map(
            text ->
                ApiParameters.parsed(
                    "reason",
                    text,
                    reason -> {
                      if (reason.length() > LONGEST_REASON
                          || reason.codePoints().anyMatch(QueueActions::isNoText)) {
                        throw new IllegalArgumentException(
                            "one line of at most " + LONGEST_REASON + " characters");
                      }
                      return reason;
                    }));
  }

  private static boolean isNoText(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
