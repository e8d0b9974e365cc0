package org.dromedary.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.OriginalRecipient;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;

/** The envelope of a queued mail as properties; what has its default value is left out. */
final class EnvelopeCodec {
  static final SimpleString REVERSE_PATH = SimpleString.of("mailReversePath");

  /** Paths in angle brackets, a line each. */
  static final SimpleString RECIPIENTS = SimpleString.of("mailRecipients");

  /** The value of NOTIFY for each line of {@link #RECIPIENTS}, or an empty line. */
  static final SimpleString NOTIFY = SimpleString.of("mailNotify");

  /** The value of ORCPT for each line of {@link #RECIPIENTS}, or an empty line. */
  static final SimpleString ORIGINAL_RECIPIENTS = SimpleString.of("mailOriginalRecipients");

  static final SimpleString BODY_TYPE = SimpleString.of("mailBodyType");
  static final SimpleString SMTPUTF8 = SimpleString.of("mailSmtpUtf8");
  static final SimpleString REQUIRE_TLS = SimpleString.of("mailRequireTls");
  static final SimpleString RET = SimpleString.of("mailRet");
  static final SimpleString ENVELOPE_ID = SimpleString.of("mailEnvelopeId");

  private EnvelopeCodec() {}

  static void write(Envelope envelope, Message message) {
    put(message, REVERSE_PATH, envelope.reversePath().toString());
    List<Recipient> recipients = envelope.recipients();
    put(message, RECIPIENTS, lines(recipients, recipient -> recipient.forwardPath().toString()));
    if (recipients.stream().anyMatch(recipient -> recipient.notifyOn().isPresent())) {
      put(message, NOTIFY, lines(recipients, EnvelopeCodec::notifyOn));
    }
    if (recipients.stream().anyMatch(recipient -> recipient.original().isPresent())) {
      put(message, ORIGINAL_RECIPIENTS, lines(recipients, EnvelopeCodec::original));
    }
    write(envelope.options(), message);
  }

  private static String lines(List<Recipient> recipients, Function<Recipient, String> line) {
    return recipients.stream().map(line).collect(Collectors.joining("\n"));
  }

  private static String notifyOn(Recipient recipient) {
    return recipient.notifyOn().map(Notify::toString).orElse("");
  }

  private static String original(Recipient recipient) {
    return recipient.original().map(OriginalRecipient::toParameter).orElse("");
  }

  private static void write(MailOptions options, Message message) {
    if (options.body() != BodyType.SEVEN_BIT) {
      put(message, BODY_TYPE, options.body().name());
    }
    if (options.smtpUtf8()) {
      message.putBooleanProperty(SMTPUTF8, true);
    }
    if (options.requireTls()) {
      message.putBooleanProperty(REQUIRE_TLS, true);
    }
    options.ret().ifPresent(ret -> put(message, RET, ret.name()));
    options.envelopeId().ifPresent(id -> put(message, ENVELOPE_ID, id));
  }

  private static void put(Message message, SimpleString name, String value) {
    message.putStringProperty(name, SimpleString.of(value));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RuntimeException of any kind when it was not written by it, or was damaged
   */
  static Envelope read(Message message) {
    MailOptions options =
        new MailOptions(
            text(message, BODY_TYPE).map(BodyType::valueOf).orElse(BodyType.SEVEN_BIT),
            message.containsProperty(SMTPUTF8),
            message.containsProperty(REQUIRE_TLS),
            text(message, RET).map(Ret::valueOf),
            text(message, ENVELOPE_ID));
    return new Envelope(
        ReversePath.parse(message.getStringProperty(REVERSE_PATH)), recipients(message), options);
  }

  private static Optional<String> text(Message message, SimpleString name) {
    return message.containsProperty(name)
        ? Optional.of(message.getStringProperty(name))
        : Optional.empty();
  }

  private static List<Recipient> recipients(Message message) {
    String[] paths = message.getStringProperty(RECIPIENTS).split("\n", -1);
    Optional<String[]> notify = text(message, NOTIFY).map(lines -> lines.split("\n", -1));
    Optional<String[]> original =
        text(message, ORIGINAL_RECIPIENTS).map(lines -> lines.split("\n", -1));
    List<Recipient> recipients = new ArrayList<>(paths.length);
    for (int i = 0; i < paths.length; i++) {
      recipients.add(
          new Recipient(
              ForwardPath.parse(paths[i]),
              line(notify, i).map(Notify::parse),
              line(original, i).map(OriginalRecipient::ofParameter)));
    }
    return recipients;
  }

  private static Optional<String> line(Optional<String[]> lines, int index) {
    return lines.map(all -> all[index]).filter(line -> !line.isEmpty());
  }
}
