package org.dromedary.smtp.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dromedary.mail.Ascii;

/**
 * The parameters of MAIL or RCPT that the extensions of a listener define.
 *
 * @param <T> see {@link EsmtpParameter}
 */
final class EsmtpParameters<T> {
  private record Defined<T>(Extension extension, EsmtpParameter<T> parameter) {}

  private final Map<String, Defined<T>> byKeyword = new HashMap<>();

  EsmtpParameters(
      List<Extension> extensions, Function<Extension, List<EsmtpParameter<T>>> defined) {
    for (Extension extension : extensions) {
      for (EsmtpParameter<T> parameter : defined.apply(extension)) {
        byKeyword.put(parameter.keyword(), new Defined<>(extension, parameter));
      }
    }
  }

  /** By how many octets all of them lengthen a line. */
  int octets() {
    return byKeyword.values().stream().mapToInt(defined -> defined.parameter().octets()).sum();
  }

  /**
   * Reads them all, or says why the command is refused.
   *
   * @param parameters each {@code keyword} or {@code keyword=value}
   */
  EsmtpParameter.Result<T> read(List<String> parameters, T known, Dialogue dialogue) {
    T sum = known;
    Set<String> seen = new HashSet<>();
    for (String parameter : parameters) {
      switch (read(parameter, sum, seen, dialogue)) {
        case EsmtpParameter.Result.Refused<T> refused -> {
          return refused;
        }
        case EsmtpParameter.Result.Taken<T> taken -> sum = taken.known();
      }
    }
    return new EsmtpParameter.Result.Taken<>(sum);
  }

  private EsmtpParameter.Result<T> read(
      String parameter, T known, Set<String> seen, Dialogue dialogue) {
    int equals = parameter.indexOf('=');
    String keyword = Ascii.upperCase(equals < 0 ? parameter : parameter.substring(0, equals));
    Defined<T> defined = byKeyword.get(keyword);
    if (defined == null || !defined.extension().isInForce(dialogue)) {
      return new EsmtpParameter.Result.Refused<>(Replies.UNKNOWN_PARAMETER); // RFC 5321 §4.1.1.11
    }
    if (!seen.add(keyword)) {
      return EsmtpParameter.malformed();
    }
    Optional<String> value =
        equals < 0 ? Optional.empty() : Optional.of(parameter.substring(equals + 1));
    return defined.parameter().reader().read(value, known);
  }
}
