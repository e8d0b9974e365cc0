package org.dromedary.smtp.client;

import java.time.Duration;

/**
 * An attempt to open a conversation, and how it ended.
 *
 * @param relay {@code mx.example.com[192.0.2.1]:25}
 * @param result {@code connected}, {@code refused} or {@code failed}
 * @param detail what the server said, or why there is no conversation; empty when there is one
 * @param security {@code in clear} or the kind of TLS; empty when there is no conversation
 * @param took until the result was known
 */
public record ConnectionAttempt(
    String relay, String result, String detail, String security, Duration took) {

  static ConnectionAttempt of(String relay, ConnectResult result, Duration took) {
    return switch (result) {
      case ConnectResult.Connected connected ->
          new ConnectionAttempt(
              relay, "connected", "", connected.connection().describeSecurity(), took);
      case ConnectResult.Refused refused ->
          new ConnectionAttempt(
              relay, "refused", refused.reply() + " at " + refused.stage(), "", took);
      case ConnectResult.Broken broken ->
          new ConnectionAttempt(relay, "failed", broken.failure().toString(), "", took);
    };
  }
}
