package org.dromedary.report;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.dromedary.dsn.MailDate;
import org.dromedary.dsn.NoticeTemplate;
import org.dromedary.mail.BodyType;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;
import org.dromedary.mail.ForwardPath;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.QueueId;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;

/** Writes reports and makes mails of them; safe for use by several threads. */
public final class ReportComposer {
  private final Domain hostname;
  private final Supplier<ReportTemplates> templates;

  /**
   * @param hostname our name: the domain of the sender
   * @param templates the words, as they are now
   */
  public ReportComposer(Domain hostname, Supplier<ReportTemplates> templates) {
    this.hostname = hostname;
    this.templates = templates;
  }

  /**
   * Writes it.
   *
   * @param more whether a second mail tells the rest
   */
  public Report write(ReportContents contents, boolean more) {
    Map<String, Object> model = ReportModel.of(hostname, contents, more);
    NoticeTemplate words = templates.get().of(contents.kind());
    return new Report(
        contents,
        new Report.Words(words.subject(model), words.text(model), words.html(model).orElseThrow()));
  }

  /** From nobody, so that nobody is told when it cannot be delivered. */
  public static Envelope envelope(MailAddress to) {
    Recipient recipient = new Recipient(new ForwardPath(to));
    return new Envelope(
        ReversePath.NULL,
        List.of(recipient),
        to.isInternationalized() ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
        to.isInternationalized());
  }

  /**
   * The mail: text and HTML with its picture, and the whole list where that is long.
   *
   * @param id of the mail
   */
  public MailContent mail(Report report, MailAddress to, QueueId id, Instant at) {
    try {
      MimeMultipart words = new MimeMultipart("alternative");
      words.addBodyPart(text(report.text(), "plain"));
      words.addBodyPart(part(page(report)));
      Optional<byte[]> csv = report.csv();
      if (csv.isEmpty()) {
        return octets(message(report, to, id, at, words));
      }
      MimeMultipart all = new MimeMultipart("mixed");
      all.addBodyPart(part(words));
      all.addBodyPart(list(report.kind().word(), csv.get()));
      return octets(message(report, to, id, at, all));
    } catch (MessagingException e) {
      throw new IllegalStateException("parts of ours are sound", e);
    }
  }

  private static MimeMultipart page(Report report) throws MessagingException {
    MimeMultipart page = new MimeMultipart("related"); // RFC 2387: the root comes first
    page.addBodyPart(text(report.html(), "html"));
    MimeBodyPart picture = new MimeBodyPart();
    picture.setDataHandler(new DataHandler(new ByteArrayDataSource(report.picture(), "image/png")));
    picture.setContentID("<" + Report.PICTURE + ">");
    picture.setDisposition(Part.INLINE);
    page.addBodyPart(picture);
    return page;
  }

  private static MimeBodyPart text(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "utf-8", kind);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static MimeBodyPart part(MimeMultipart parts) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(parts);
    return part;
  }

  private static MimeBodyPart list(String name, byte[] csv) throws MessagingException {
    MimeBodyPart list = new MimeBodyPart();
    list.setDataHandler(new DataHandler(new ByteArrayDataSource(csv, "text/csv; charset=utf-8")));
    list.setHeader("Content-Transfer-Encoding", "base64");
    list.setFileName(name + ".csv");
    return list;
  }

  private MimeMessage message(
      Report report, MailAddress to, QueueId id, Instant at, MimeMultipart content)
      throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", Boolean.toString(to.isInternationalized()));
    MimeMessage message =
        new MimeMessage(Session.getInstance(properties)) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<report." + id + "@" + hostname.ascii() + ">");
          }
        };
    message.setFrom(new InternetAddress("Mail Router <MAILER-DAEMON@" + hostname.ascii() + ">"));
    message.setHeader("To", "<" + to + ">");
    message.setSubject(report.subject(), "utf-8");
    message.setHeader("Date", MailDate.format(at));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 §5
    message.setContent(content);
    message.saveChanges();
    return message;
  }

  private static MailContent octets(MimeMessage message) throws MessagingException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      message.writeTo(octets);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all", e);
    }
    return MailContent.of(octets.toByteArray());
  }
}
