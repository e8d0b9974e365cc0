package org.dromedary.smtp.server;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.dromedary.mail.SmtpReply;

/**
 * A parameter that an extension adds to MAIL or RCPT (RFC 5321 §4.1.2, esmtp-param).
 *
 * @param keyword in upper case
 * @param octets by how many the parameter lengthens the longest line, as its RFC says
 * @param reader checks the value and notes what it says
 * @param <T> what is known of the command so far
 */
record EsmtpParameter<T>(String keyword, int octets, Reader<T> reader) {

  @FunctionalInterface
  interface Reader<T> {
    Result<T> read(Optional<String> value, T known);
  }

  /** What is known with this parameter, or why the command is refused. */
  sealed interface Result<T> {
    record Taken<T>(T known) implements Result<T> {}

    record Refused<T>(SmtpReply reply) implements Result<T> {}
  }

  static <T> Result<T> malformed() {
    return new Result.Refused<>(Replies.BAD_PARAMETER);
  }

  /**
   * A parameter that needs a value.
   *
   * @param parser throws {@link IllegalArgumentException} when the value is malformed
   */
  static <T> EsmtpParameter<T> withValue(
      String keyword, int octets, BiFunction<String, T, T> parser) {
    return new EsmtpParameter<>(
        keyword,
        octets,
        (value, known) -> {
          try {
            return value
                .<Result<T>>map(text -> new Result.Taken<>(parser.apply(text, known)))
                .orElse(malformed());
          } catch (IllegalArgumentException e) {
            return malformed();
          }
        });
  }

  /** A parameter that has no value. */
  static <T> EsmtpParameter<T> withoutValue(String keyword, int octets, UnaryOperator<T> noted) {
    return new EsmtpParameter<>(
        keyword,
        octets,
        (value, known) -> value.isPresent() ? malformed() : new Result.Taken<>(noted.apply(known)));
  }
}
