package org.dromedary.submit;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Ret;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.Submission;

/**
 * What a submission says of itself beside the message, by the names of {@link #NAMES}; untrusted
 * texts. Immutable.
 */
public record SubmissionFields(Map<String, String> values) {
  static final String SENDER = "sender";
  static final String RECIPIENTS = "recipients";
  private static final String NOTIFY = "notify";
  private static final String RET = "ret";
  private static final String ENVELOPE_ID = "envid";
  private static final String PRIORITY = "priority";
  private static final String NOT_BEFORE = "notBefore";

  /** The name for the application. */
  public static final String CORRELATION_ID = "correlationId";

  /** What makes two submissions one. */
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /** All names. */
  public static final List<String> NAMES =
      List.of(
          SENDER,
          RECIPIENTS,
          NOTIFY,
          RET,
          ENVELOPE_ID,
          PRIORITY,
          NOT_BEFORE,
          CORRELATION_ID,
          IDEMPOTENCY_KEY);

  private static final int MAXIMUM_LENGTH = 255;
  private static final int MAXIMUM_ENVELOPE_ID = 100;
  private static final Duration LONGEST_WAIT = Duration.ofDays(366);

  public SubmissionFields {
    values = Map.copyOf(values);
  }

  /** Those of them, and for what they do not say those of others. */
  SubmissionFields or(SubmissionFields others) {
    Map<String, String> all = new HashMap<>(others.values);
    all.putAll(values);
    return new SubmissionFields(all);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private <T> Optional<T> parsed(String name, Function<String, T> parser)
      throws SubmissionRefusedException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text.get().strip()));
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.invalid(name, String.valueOf(e.getMessage()));
    }
  }

  /** The reverse path; {@code <>} and an empty text are the null one. */
  Optional<ReversePath> sender() throws SubmissionRefusedException {
    Optional<String> text = text(SENDER).map(String::strip);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.get().isEmpty() || text.get().equals("<>")
              ? ReversePath.NULL
              : ReversePath.of(Addresses.parse(text.get())));
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.badSender(SENDER + ": " + e.getMessage());
    }
  }

  /** Addresses with commas between. */
  Optional<String> recipients() {
    return text(RECIPIENTS);
  }

  /** RFC 3461 §4.1. */
  Optional<Notify> notifyOn() throws SubmissionRefusedException {
    return parsed(NOTIFY, SubmissionFields::notifyOn);
  }

  private static Notify notifyOn(String text) {
    try {
      return Notify.parse(text.replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("NEVER, or some of SUCCESS,FAILURE,DELAY", e);
    }
  }

  /** RFC 3461 §4.3, §4.4. */
  MailOptions options() throws SubmissionRefusedException {
    MailOptions options = MailOptions.NONE;
    Optional<Ret> ret = parsed(RET, Ret::parse);
    if (ret.isPresent()) {
      options = options.withRet(ret.get());
    }
    Optional<String> envelopeId = parsed(ENVELOPE_ID, SubmissionFields::envelopeId);
    return envelopeId.isPresent() ? options.withEnvelopeId(envelopeId.get()) : options;
  }

  private static String envelopeId(String text) {
    if (text.isEmpty()
        || text.length() > MAXIMUM_ENVELOPE_ID
        || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("1 to 100 printable characters of ASCII");
    }
    return text;
  }

  /**
   * What else the application asks for.
   *
   * @param user whose key it is
   */
  Submission asked(String user, Instant now) throws SubmissionRefusedException {
    return new Submission(
        parsed(CORRELATION_ID, SubmissionFields::line),
        parsed(IDEMPOTENCY_KEY, SubmissionFields::line).map(key -> IdempotencyKey.of(user, key)),
        parsed(PRIORITY, SubmissionFields::priority).orElse(Submission.USUAL_PRIORITY),
        parsed(NOT_BEFORE, text -> notBefore(text, now)).filter(now::isBefore));
  }

  private static String line(String text) {
    if (text.isEmpty()
        || text.length() > MAXIMUM_LENGTH
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("1 to 255 characters, and no control characters");
    }
    return text;
  }

  private static int priority(String text) {
    if (text.length() != 1 || text.charAt(0) < '0' || text.charAt(0) > '9') {
      throw new IllegalArgumentException("0 to 9");
    }
    return text.charAt(0) - '0';
  }

  private static Instant notBefore(String text, Instant now) {
    Instant time = instant(text);
    if (time.isAfter(now.plus(LONGEST_WAIT))) {
      throw new IllegalArgumentException("more than a year from now");
    }
    return time;
  }

  private static Instant instant(String text) {
    try {
      return text.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "a time such as 2026-12-24T18:00:00Z, or milliseconds since 1970", e);
    }
  }
}
