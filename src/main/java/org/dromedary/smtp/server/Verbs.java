package org.dromedary.smtp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dromedary.mail.Ascii;

/** The commands a listener knows. */
final class Verbs {
  private final Map<String, Verb> byName;

  Verbs(List<Verb> verbs) {
    byName = verbs.stream().collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));
  }

  /** All that there are; some are refused where their listener does not offer them. */
  static Verbs standard(SmtpServerSettings settings, StorageCheck storage) {
    List<Extension> extensions = Extension.standard(settings);
    return new Verbs(
        List.of(
            new HeloVerb(settings.hostname()),
            new EhloVerb(settings.hostname(), extensions),
            new MailVerb(extensions, settings, storage),
            new RcptVerb(extensions, settings.postmaster(), settings.limits().recipients()),
            new DataVerb(),
            new BdatVerb(),
            new StartTlsVerb(),
            new AuthVerb(new AuthExtension(settings.policy().authenticationOnRelay())),
            new RsetVerb(),
            new NoopVerb(),
            new QuitVerb(),
            new VrfyVerb(),
            new ExpnVerb(),
            new HelpVerb(),
            new OtherProtocolVerb("GET"),
            new OtherProtocolVerb("POST"),
            new OtherProtocolVerb("CONNECT"),
            new OtherProtocolVerb("HOST:")));
  }

  /** The verb of that name, in any case (RFC 5321 §2.4). */
  Optional<Verb> find(String name) {
    return Optional.ofNullable(byName.get(Ascii.upperCase(name)));
  }
}
