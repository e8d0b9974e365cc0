package org.dromedary.submit;

import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.IdempotencyKey;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.mail.SmtpReply;
import org.dromedary.mail.Submission;
import org.dromedary.smtp.server.ReceivedMail;
import org.dromedary.smtp.server.RecipientCheck;
import org.dromedary.smtp.server.RecipientDecision;
import org.dromedary.smtp.server.RecipientRequest;
import org.dromedary.smtp.server.RefusalReason;
import org.dromedary.smtp.server.SmtpClient;

/**
 * Takes what an application submits and makes of it what an SMTP session would have received, or
 * refuses it. Safe for use by several threads; blocks.
 */
public final class SubmissionIntake {
  /** A document is on the heap as a whole, several times over. */
  private static final int MAXIMUM_JSON_OCTETS = 16 << 20;

  private static final int SMALL_JSON_OCTETS = 256 << 10;

  private static final SmtpReply NO_RECIPIENT = SmtpReply.of(554, "5.5.1", "there is no recipient");
  private static final SmtpReply SENDER_NOT_ALLOWED =
      SmtpReply.of(550, "5.7.1", "Sender address not allowed for this user");

  /** RFC 5322 §3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Settings settings;
  private final RecipientCheck recipients;
  private final QueueIdGenerator queueIds;
  private final InstantSource clock;
  private final ReentrantLock largeDocument = new ReentrantLock();

  /**
   * What it goes by; the same as for SMTP.
   *
   * @param restrictsSenders whether users send from their own addresses only
   */
  public record Settings(
      Domain hostname,
      Path temporaryDirectory,
      int inMemoryOctets,
      long maximumOctets,
      int maximumRecipients,
      boolean restrictsSenders) {}

  /**
   * @param recipients asked for each of them
   */
  public SubmissionIntake(
      Settings settings,
      RecipientCheck recipients,
      QueueIdGenerator queueIds,
      InstantSource clock) {
    this.settings = settings;
    this.recipients = recipients;
    this.queueIds = queueIds;
    this.clock = clock;
  }

  /** Who is asking, and the queue id that it gets. */
  private record Asked(Submission submission, QueueId queueId, Instant now) {}

  /**
   * Takes a submission.
   *
   * @throws SubmissionRefusedException when it cannot be taken
   */
  public CheckedMessage take(SubmittedMessage submitted)
      throws IOException, SubmissionRefusedException {
    String type = submitted.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "", "message/rfc822" ->
          take(submitted, submitted.fields(), Optional.empty(), submitted.body());
      case "application/json" -> takeJson(submitted);
      case "text/plain", "text/html" -> {
        String text = new String(small(submitted), StandardCharsets.UTF_8);
        SimpleMail mail =
            SimpleMailReader.properties(submitted.properties(), text, type.endsWith("html"));
        yield take(submitted, submitted.fields(), Optional.of(mail), composed(mail));
      }
      default -> throw SubmissionRefusedException.invalid("contentType", "it is none that we know");
    };
  }

  private CheckedMessage takeJson(SubmittedMessage submitted)
      throws IOException, SubmissionRefusedException {
    byte[] octets = small(submitted);
    boolean large = octets.length > SMALL_JSON_OCTETS;
    if (large) {
      largeDocument.lock();
    }
    try {
      SimpleMailReader.Document document = SimpleMailReader.json(octets);
      return take(
          submitted,
          document.fields().or(submitted.fields()),
          Optional.of(document.mail()),
          composed(document.mail()));
    } finally {
      if (large) {
        largeDocument.unlock();
      }
    }
  }

  private byte[] small(SubmittedMessage submitted) throws IOException, SubmissionRefusedException {
    int most = (int) Math.min(MAXIMUM_JSON_OCTETS, settings.maximumOctets());
    try (InputStream in = submitted.body().open()) {
      byte[] octets = in.readNBytes(most + 1);
      if (octets.length > most) {
        throw SubmissionRefusedException.tooBig(most);
      }
      return octets;
    }
  }

  private static SubmittedMessage.Body composed(SimpleMail mail) {
    return () -> new ByteArrayInputStream(MailComposer.compose(mail));
  }

  private CheckedMessage take(
      SubmittedMessage submitted,
      SubmissionFields fields,
      Optional<SimpleMail> simple,
      SubmittedMessage.Body body)
      throws IOException, SubmissionRefusedException {
    Asked asked = asked(submitted, fields);
    MessageIntake intake =
        new MessageIntake(
            settings.temporaryDirectory(), settings.inMemoryOctets(), settings.maximumOctets());
    String messageId = asked.queueId() + "@" + settings.hostname().ascii();
    MessageIntake.Message message;
    try (InputStream in = body.open()) {
      message = intake.read(in, messageId, asked.now());
    }
    try {
      Envelope envelope = envelope(fields, simple, message);
      SmtpClient client = checked(submitted, envelope);
      MailContent content =
          message
              .content()
              .prepend(trace(submitted, client, asked).getBytes(StandardCharsets.UTF_8));
      ReceivedMail.Arrived arrived =
          new ReceivedMail.Arrived(
              submitted.way().name().toLowerCase(Locale.ROOT), submitted.way().name(), asked.now());
      return new CheckedMessage(
          new ReceivedMail(asked.queueId(), envelope, content, client, arrived, asked.submission()),
          message::discard);
    } catch (SubmissionRefusedException | RuntimeException e) {
      message.discard();
      throw e;
    }
  }

  private Asked asked(SubmittedMessage submitted, SubmissionFields fields)
      throws SubmissionRefusedException {
    Instant now = clock.instant();
    Submission given = fields.asked(submitted.user().name(), now);
    Optional<IdempotencyKey> key =
        given
            .idempotencyKey()
            .or(() -> submitted.key().map(k -> IdempotencyKey.of(submitted.user().name(), k)));
    Submission submission =
        new Submission(given.correlationId(), key, given.priority(), given.notBefore());
    // by the key that was given, a repetition is answered with the same id
    QueueId queueId = given.idempotencyKey().map(IdempotencyKey::queueId).orElseGet(queueIds::next);
    return new Asked(submission, queueId, now);
  }

  private Envelope envelope(
      SubmissionFields fields, Optional<SimpleMail> simple, MessageIntake.Message message)
      throws SubmissionRefusedException {
    Optional<ReversePath> given = fields.sender();
    ReversePath sender = given.isPresent() ? given.get() : senderOf(message);
    Optional<Notify> notifyOn = fields.notifyOn();
    Set<MailAddress> addresses = new LinkedHashSet<>();
    for (String list : recipientLists(fields, simple, message)) {
      addresses.addAll(addresses(list));
    }
    if (addresses.isEmpty()) {
      throw new SubmissionRefusedException(NO_RECIPIENT);
    }
    if (addresses.size() > settings.maximumRecipients()) {
      throw new SubmissionRefusedException(
          // RFC 5321 §4.5.3.1.10
          SmtpReply.of(552, "5.5.3", "more than " + settings.maximumRecipients() + " recipients"));
    }
    List<Recipient> to = new ArrayList<>();
    for (MailAddress address : addresses) {
      to.add(new Recipient(new ForwardPath(address), notifyOn, Optional.empty()));
    }
    return new Envelope(sender, to, options(fields, sender, addresses, message));
  }

  private static MailOptions options(
      SubmissionFields fields,
      ReversePath sender,
      Set<MailAddress> addresses,
      MessageIntake.Message message)
      throws SubmissionRefusedException {
    MailOptions options = fields.options();
    if (message.eightBit()) {
      options = options.withBody(BodyType.EIGHT_BIT_MIME); // RFC 6152
    }
    boolean internationalized =
        message.internationalized()
            || sender.address().filter(MailAddress::isInternationalized).isPresent()
            || addresses.stream().anyMatch(MailAddress::isInternationalized);
    return internationalized ? options.withSmtpUtf8() : options; // RFC 6531 §3.2
  }

  private static List<String> recipientLists(
      SubmissionFields fields, Optional<SimpleMail> simple, MessageIntake.Message message) {
    if (fields.recipients().isPresent()) {
      return List.of(fields.recipients().get());
    }
    List<String> lists = new ArrayList<>();
    lists.addAll(message.values("to"));
    lists.addAll(message.values("cc"));
    lists.addAll(message.values("bcc"));
    simple.flatMap(SimpleMail::bcc).ifPresent(lists::add);
    return lists;
  }

  private static List<MailAddress> addresses(String list) throws SubmissionRefusedException {
    if (list.isBlank()) {
      return List.of();
    }
    try {
      List<MailAddress> addresses = new ArrayList<>();
      for (InternetAddress mailbox : Addresses.mailboxes(list)) {
        addresses.add(Addresses.of(mailbox));
      }
      return addresses;
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.badRecipient("recipients: " + e.getMessage());
    }
  }

  /** RFC 5322 §3.6.2: Sender when there is one, else the one of From. */
  private static ReversePath senderOf(MessageIntake.Message message)
      throws SubmissionRefusedException {
    List<String> written =
        message.values("sender").isEmpty() ? message.values("from") : message.values("sender");
    List<MailAddress> addresses = new ArrayList<>();
    try {
      for (String list : written) {
        for (InternetAddress mailbox : Addresses.mailboxes(list)) {
          addresses.add(Addresses.of(mailbox));
        }
      }
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.badSender("From: " + e.getMessage());
    }
    if (addresses.size() != 1) {
      throw SubmissionRefusedException.badSender(
          "no sender is given, and From has " + addresses.size() + " addresses");
    }
    return ReversePath.of(addresses.getFirst());
  }

  private SmtpClient checked(SubmittedMessage submitted, Envelope envelope)
      throws SubmissionRefusedException {
    ReversePath sender = envelope.reversePath();
    if (!sender.isNull()
        && settings.restrictsSenders()
        && !submitted.user().maySendFrom().test(sender)) {
      throw new SubmissionRefusedException(SENDER_NOT_ALLOWED); // RFC 6409 §6.1
    }
    SmtpClient client =
        new SmtpClient(
            new InetSocketAddress(submitted.client(), 0),
            submitted.way().name().toLowerCase(Locale.ROOT),
            true,
            false,
            Optional.of(submitted.user().name()));
    for (Recipient recipient : envelope.recipients()) {
      RecipientDecision decision =
          recipients
              .check(new RecipientRequest(client, sender, recipient))
              .toCompletableFuture()
              .join();
      if (decision instanceof RecipientDecision.Refused refused
          && !maySettleLater(submitted, refused)) {
        throw new SubmissionRefusedException(about(recipient, refused.reply()));
      }
    }
    return client;
  }

  /** Nobody waits for the answer: who the recipient is, is asked again when the mail is routed. */
  private static boolean maySettleLater(
      SubmittedMessage submitted, RecipientDecision.Refused refused) {
    return submitted.way() == SubmittedMessage.Way.JMS
        && refused.reason() == RefusalReason.LOCAL_ERROR
        && refused.reply().code().isTransient();
  }

  private static SmtpReply about(Recipient recipient, SmtpReply reply) {
    return new SmtpReply(
        reply.code(),
        reply.status(),
        List.of(recipient.forwardPath() + ": " + String.join(" ", reply.lines())));
  }

  /** RFC 5321 §4.4; not the user, who is nobody's business but ours. */
  private String trace(SubmittedMessage submitted, SmtpClient client, Asked asked) {
    String from =
        submitted.way() == SubmittedMessage.Way.HTTP
            ? "from [" + client.address().getAddress().getHostAddress() + "]\r\n\t"
            : "";
    return "Received: "
        + from
        + "by "
        + settings.hostname().ascii()
        + " with "
        + submitted.way().name()
        + " id "
        + asked.queueId()
        + ";\r\n\t"
        + DATE.format(asked.now())
        + "\r\n";
  }
}
