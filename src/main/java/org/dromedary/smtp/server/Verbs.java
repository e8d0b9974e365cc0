package org.dromedary.smtp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands a listener knows. */
final class Verbs {
  private final Map<String, Verb> byName;

  Verbs(List<Verb> verbs) {
    byName = verbs.stream().collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));
  }

  /** All that a plain listener has. */
  static Verbs standard(SmtpServerSettings settings, StorageCheck storage) {
    List<Extension> extensions = Extension.standard(settings.limits());
    return new Verbs(
        List.of(
            new HeloVerb(settings.hostname()),
            new EhloVerb(settings.hostname(), extensions),
            new MailVerb(new MailParameters(extensions), storage),
            new RcptVerb(settings.postmaster(), settings.limits().recipients()),
            new DataVerb(),
            new RsetVerb(),
            new NoopVerb(),
            new QuitVerb(),
            new VrfyVerb(),
            new ExpnVerb(),
            new HelpVerb()));
  }

  /** The verb of that name, in any case (RFC 5321 §2.4). */
  Optional<Verb> find(String name) {
    return Optional.ofNullable(byName.get(AsciiCase.upper(name)));
  }
}
