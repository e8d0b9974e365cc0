package org.dromedary.dsn;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.MailOptions;
import org.dromedary.mail.Notify;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;

/** Makes notifications out of notices; safe for use by several threads. */
public final class NotificationComposer {
  private final Domain hostname;
  private final Supplier<NoticeTemplates> templates;
  private final Function<Domain, Optional<String>> languageOf;
  private final ReturnSettings returns;
  private final InstantSource clock;

  /**
   * @param hostname our name: the reporting MTA and the domain of {@code MAILER-DAEMON}
   * @param templates the words, as they are now
   * @param returns what goes back of a mail
   * @param languageOf of senders at a domain who do not say which they read
   */
  public NotificationComposer(
      Domain hostname,
      Supplier<NoticeTemplates> templates,
      Function<Domain, Optional<String>> languageOf,
      ReturnSettings returns,
      InstantSource clock) {
    this.hostname = hostname;
    this.returns = returns;
    this.templates = templates;
    this.languageOf = languageOf;
    this.clock = clock;
  }

  /** With our own words. */
  NotificationComposer(Domain hostname, InstantSource clock) {
    this(
        hostname,
        () -> NoticeTemplates.BUILT_IN,
        domain -> Optional.empty(),
        ReturnSettings.DEFAULTS,
        clock);
  }

  /**
   * Composes the notification.
   *
   * @throws IOException when the original cannot be read
   */
  public DeliveryStatusNotification compose(Notice notice) throws IOException {
    ReturnedMail returned = ReturnedMail.of(notice, returns);
    NoticeTemplate words = templates.get().of(notice.kind(), languages(notice, returned));
    Map<String, Object> model = NoticeModel.of(hostname, notice, returned);
    MultipartReport report =
        new MultipartReport(parts(notice, returned, words, model), returned.whole());
    MailContent content =
        report.content(header(notice, words.subject(model), returned.header(), report));
    return new DeliveryStatusNotification(envelope(notice, report.isEightBit()), content);
  }

  private List<String> languages(Notice notice, ReturnedMail returned) {
    List<String> wanted = returned.header().languages();
    return wanted.isEmpty() ? languageOf.apply(notice.to().domain()).stream().toList() : wanted;
  }

  private List<MimePart> parts(
      Notice notice, ReturnedMail returned, NoticeTemplate words, Map<String, Object> model) {
    boolean utf8 = notice.needsSmtpUtf8();
    List<MimePart> parts = new ArrayList<>();
    MimePart text = MimePart.text(words.text(model), utf8);
    parts.add(
        words
            .html(model)
            .map(html -> MimePart.alternative(text, MimePart.html(html, utf8), utf8))
            .orElse(text));
    parts.add(MimePart.status(new DeliveryStatus(hostname, notice).toString(), utf8));
    if (returned.whole().isEmpty() && !ReturnedMail.isNothing(notice, returns)) {
      parts.add(MimePart.headers(returned.header().octets(), notice.kind(), utf8));
    }
    return parts;
  }

  private static Envelope envelope(Notice notice, boolean eightBit) {
    boolean utf8 = notice.needsSmtpUtf8();
    MailOptions options =
        new MailOptions(
            utf8 || eightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
            utf8,
            // RFC 8689 §5: protected as the mail was, where the way allows it
            notice.mail().envelope().options().requireTls(),
            // RFC 3461 §6.1: never RET
            Optional.empty(),
            Optional.empty());
    // RFC 3461 §6.1: NOTIFY of a notification is NEVER
    Optional<Notify> never = Optional.of(new Notify(Set.of()));
    Recipient sender = new Recipient(new ForwardPath(notice.to()), never, Optional.empty());
    // RFC 5321 §6.1, RFC 3464 §2: from the null reverse path
    return new Envelope(ReversePath.NULL, List.of(sender), options);
  }

  private String header(
      Notice notice, String subject, HeaderSection original, MultipartReport report) {
    Instant now = clock.instant();
    MailAddress daemon = new MailAddress("MAILER-DAEMON", Domain.parse(hostname.ascii()));
    // the same notice at the same time has the same identity, so that a repetition shows
    String id =
        notice.mail().queueId() + "." + now.toEpochMilli() + "." + report.digest().substring(0, 16);
    FieldBlock fields =
        new FieldBlock(true)
            .add("From", "Mail Delivery System <" + daemon + ">")
            .add("To", "<" + notice.to() + ">")
            .add("Subject", EncodedWord.of(subject))
            .add("Date", MailDate.format(now))
            .add("Message-ID", "<" + id + "@" + hostname.ascii() + ">")
            // RFC 3834 §5: no automatic answer to this one
            .add("Auto-Submitted", "auto-replied");
    original.messageId().ifPresent(messageId -> fields.add("References", messageId));
    return fields.add("MIME-Version", "1.0").toString();
  }
}
