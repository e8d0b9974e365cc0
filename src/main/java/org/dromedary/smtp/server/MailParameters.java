package org.dromedary.smtp.server;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.mail.MailOptions;

/** The parameters of MAIL that the extensions of a listener define. */
final class MailParameters {
  private final Map<String, MailParameter> byKeyword;

  MailParameters(List<Extension> extensions) {
    byKeyword =
        extensions.stream()
            .flatMap(extension -> extension.mailParameter().stream())
            .collect(Collectors.toUnmodifiableMap(MailParameter::keyword, Function.identity()));
  }

  /** By how many octets all of them lengthen a MAIL line. */
  int octets() {
    return byKeyword.values().stream().mapToInt(MailParameter::octets).sum();
  }

  /** Reads them all, or says why the command is refused. */
  MailParameter.Result read(List<String> parameters) {
    MailOptions options = MailOptions.NONE;
    Set<String> seen = new HashSet<>();
    for (String parameter : parameters) {
      switch (read(parameter, options, seen)) {
        case MailParameter.Result.Refused refused -> {
          return refused;
        }
        case MailParameter.Result.Taken taken -> options = taken.options();
      }
    }
    return new MailParameter.Result.Taken(options);
  }

  private MailParameter.Result read(String parameter, MailOptions options, Set<String> seen) {
    int equals = parameter.indexOf('=');
    String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
    Optional<MailParameter> known = Optional.ofNullable(byKeyword.get(AsciiCase.upper(keyword)));
    if (known.isEmpty()) {
      return new MailParameter.Result.Refused(Replies.UNKNOWN_PARAMETER); // RFC 5321 §4.1.1.11
    }
    if (!seen.add(known.get().keyword())) {
      return new MailParameter.Result.Refused(Replies.BAD_PARAMETER);
    }
    Optional<String> value =
        equals < 0 ? Optional.empty() : Optional.of(parameter.substring(equals + 1));
    return known.get().read(value, options);
  }
}
