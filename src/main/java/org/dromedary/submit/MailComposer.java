package org.dromedary.submit;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.dromedary.submit.SimpleMail.Attachment;

/**
 * Writes a {@link SimpleMail} as a message of RFC 5322 with MIME, by Angus Mail. The body is 7-bit;
 * only addresses beyond ASCII make 8-bit header fields (RFC 6532). Date and Message-ID are left to
 * {@link MessageIntake}.
 */
final class MailComposer {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** RFC 5322 §2.2: printable ASCII but colon. */
  private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]{1,76}");

  private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9.@_+-]{1,200}");

  /** Made of other keys, by us, or by those who relay. */
  private static final Set<String> NOT_BY_HAND =
      Set.of(
          "from",
          "to",
          "cc",
          "bcc",
          "reply-to",
          "subject",
          "mime-version",
          "received",
          "return-path",
          "dkim-signature");

  private MailComposer() {}

  /** The message, lines ending in CRLF. */
  static byte[] compose(SimpleMail mail) throws SubmissionRefusedException {
    try {
      MimeMessage message = new Written(session(mail));
      writeAddresses(mail, message);
      if (mail.subject().isPresent()) {
        message.setSubject(line("subject", mail.subject().get()), UTF_8);
      }
      for (Map.Entry<String, String> header : mail.headers().entrySet()) {
        writeHeader(header.getKey(), header.getValue(), message);
      }
      writeBody(mail, message);
      message.saveChanges();
      ByteArrayOutputStream octets = new ByteArrayOutputStream(4096);
      message.writeTo(octets);
      return octets.toByteArray();
    } catch (MessagingException | IOException e) {
      throw SubmissionRefusedException.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Keeps Message-ID to ourselves: theirs would name this machine and user. */
  private static final class Written extends MimeMessage {
    Written(Session session) {
      super(session);
    }

    @Override
    protected void updateMessageID() {
      // see MessageIntake
    }
  }

  private static Session session(SimpleMail mail) throws SubmissionRefusedException {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(needsUtf8(mail)));
    return Session.getInstance(properties);
  }

  private static boolean needsUtf8(SimpleMail mail) throws SubmissionRefusedException {
    for (Optional<String> list :
        List.of(Optional.of(mail.from()), mail.replyTo(), mail.to(), mail.cc())) {
      for (InternetAddress mailbox : mailboxes("addresses", list.orElse(""))) {
        if (Addresses.of(mailbox).isInternationalized()) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<InternetAddress> mailboxes(String field, String list)
      throws SubmissionRefusedException {
    try {
      return list.isBlank() ? List.of() : Addresses.mailboxes(list);
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.invalid(field, String.valueOf(e.getMessage()));
    }
  }

  private static void writeAddresses(SimpleMail mail, MimeMessage message)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    if (mailboxes("from", mail.from()).isEmpty()) {
      throw SubmissionRefusedException.invalid("from", "an address is missing");
    }
    write("From", "from", Optional.of(mail.from()), message);
    write("Reply-To", "replyTo", mail.replyTo(), message);
    write("To", "to", mail.to(), message);
    write("Cc", "cc", mail.cc(), message);
    var unused = mailboxes("bcc", mail.bcc().orElse("")); // never in the message
  }

  private static void write(String name, String field, Optional<String> list, MimeMessage message)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    List<InternetAddress> mailboxes = mailboxes(field, list.orElse(""));
    if (mailboxes.isEmpty()) {
      return;
    }
    boolean utf8 = mailboxes.stream().anyMatch(m -> Addresses.of(m).isInternationalized());
    InternetAddress[] written = new InternetAddress[mailboxes.size()];
    for (int i = 0; i < written.length; i++) {
      InternetAddress mailbox = mailboxes.get(i);
      Optional<String> person = Optional.ofNullable(mailbox.getPersonal());
      if (person.isPresent()) {
        mailbox.setPersonal(line(field, person.get()), UTF_8);
      }
      written[i] = mailbox;
    }
    message.setHeader(
        name,
        utf8
            ? InternetAddress.toUnicodeString(written, name.length() + 2)
            : InternetAddress.toString(written, name.length() + 2));
  }

  private static void writeHeader(String name, String value, MimeMessage message)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!FIELD_NAME.matcher(name).matches()) {
      throw SubmissionRefusedException.invalid("headers", "no name of a header field: " + name);
    }
    if (NOT_BY_HAND.contains(lower)
        || lower.startsWith("content-")
        || lower.startsWith("resent-")) {
      throw SubmissionRefusedException.invalid("headers", name + " cannot be set there");
    }
    String text = MimeUtility.encodeText(line(name, value), UTF_8, null);
    message.addHeader(name, MimeUtility.fold(name.length() + 2, text));
  }

  private static String line(String field, String text) throws SubmissionRefusedException {
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw SubmissionRefusedException.invalid(field, "a line break or control character");
    }
    return text;
  }

  /** RFC 2046 §5.1.3: files beside the texts. */
  private static void writeBody(SimpleMail mail, MimePart target)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    List<Attachment> files =
        mail.attachments().stream().filter(file -> file.contentId().isEmpty()).toList();
    writeWith("mixed", files, target, part -> writeRelated(mail, part));
  }

  /** RFC 2387: what the HTML text shows. */
  private static void writeRelated(SimpleMail mail, MimePart target)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    List<Attachment> shown =
        mail.attachments().stream().filter(file -> file.contentId().isPresent()).toList();
    writeWith("related", shown, target, part -> writeTexts(mail, part));
  }

  private interface Writing {
    void on(MimePart part)
        throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException;
  }

  private static void writeWith(
      String subtype, List<Attachment> files, MimePart target, Writing first)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    if (files.isEmpty()) {
      first.on(target);
      return;
    }
    MimeMultipart parts = new MimeMultipart(subtype);
    MimeBodyPart main = new MimeBodyPart();
    first.on(main);
    parts.addBodyPart(main);
    for (Attachment file : files) {
      parts.addBodyPart(part(file));
    }
    target.setContent(parts);
  }

  /** RFC 2046 §5.1.4: the richer one last. */
  private static void writeTexts(SimpleMail mail, MimePart target) throws MessagingException {
    if (mail.html().isEmpty()) {
      target.setText(mail.text().orElse(""), UTF_8);
    } else if (mail.text().isEmpty()) {
      target.setText(mail.html().get(), UTF_8, "html");
    } else {
      MimeMultipart parts = new MimeMultipart("alternative");
      MimeBodyPart plain = new MimeBodyPart();
      plain.setText(mail.text().get(), UTF_8);
      parts.addBodyPart(plain);
      MimeBodyPart html = new MimeBodyPart();
      html.setText(mail.html().get(), UTF_8, "html");
      parts.addBodyPart(html);
      target.setContent(parts);
    }
  }

  private static MimeBodyPart part(Attachment file)
      throws MessagingException, SubmissionRefusedException, UnsupportedEncodingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets(file), contentType(file))));
    part.setFileName(line("attachments", file.name()));
    Optional<String> id = file.contentId();
    if (id.isPresent()) {
      if (!CONTENT_ID.matcher(id.get()).matches()) {
        throw SubmissionRefusedException.invalid("attachments", "contentId: no such characters");
      }
      part.setContentID("<" + id.get() + ">");
      part.setDisposition(Part.INLINE);
    }
    return part;
  }

  private static byte[] octets(Attachment file) throws SubmissionRefusedException {
    try {
      return Base64.getDecoder().decode(file.base64().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw SubmissionRefusedException.invalid("attachments", "content: no base64");
    }
  }

  private static String contentType(Attachment file) throws SubmissionRefusedException {
    try {
      ContentType type = new ContentType(line("attachments", file.contentType()));
      // what is a message or has parts is not to be encoded (RFC 2045 §6.4)
      if (type.match("multipart/*") || type.match("message/*")) {
        throw SubmissionRefusedException.invalid(
            "attachments", "contentType: " + type.getBaseType() + " cannot be attached so");
      }
      return type.toString();
    } catch (ParseException e) {
      throw SubmissionRefusedException.invalid("attachments", "contentType: " + e.getMessage());
    }
  }
}
