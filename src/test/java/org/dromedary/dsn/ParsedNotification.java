package org.dromedary.dsn;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.dromedary.mail.Domain;
import org.dromedary.mail.Envelope;

/** A composed notification as another MIME implementation reads it. */
final class ParsedNotification {
  private final Envelope envelope;
  private final byte[] octets;
  private final MimeMessage message;
  private final MimeMultipart report;

  private ParsedNotification(Envelope envelope, byte[] octets)
      throws MessagingException, IOException {
    this.envelope = envelope;
    this.octets = octets;
    this.message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
    this.report =
        new MimeMultipart(
            new ByteArrayDataSource(message.getRawInputStream(), message.getContentType()));
  }

  static ParsedNotification compose(Notice notice) throws IOException, MessagingException {
    NotificationComposer composer =
        new NotificationComposer(Domain.parse("mx.example.org"), InstantSource.fixed(Notices.NOW));
    return of(composer.compose(notice));
  }

  static ParsedNotification of(DeliveryStatusNotification made)
      throws IOException, MessagingException {
    try (InputStream in = made.content().open()) {
      return new ParsedNotification(made.envelope(), in.readAllBytes());
    }
  }

  Envelope envelope() {
    return envelope;
  }

  /** One character per octet. */
  String octets() {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  String contentType() throws MessagingException {
    return String.join(" ", message.getContentType().split("\\s+"));
  }

  Optional<String> field(String name) throws MessagingException {
    return Optional.ofNullable(message.getHeader(name, null));
  }

  /** Decoded. */
  String subject() throws MessagingException {
    return message.getSubject();
  }

  /** The texts of the first part, where it has several forms. */
  List<String> alternatives() throws MessagingException, IOException {
    MimeMultipart forms =
        new MimeMultipart(
            new ByteArrayDataSource(
                report.getBodyPart(0).getInputStream(), report.getBodyPart(0).getContentType()));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < forms.getCount(); i++) {
      texts.add(forms.getBodyPart(i).getContent().toString());
    }
    return texts;
  }

  List<String> fieldNames() throws MessagingException {
    return Collections.list(message.getAllHeaders()).stream().map(Header::getName).toList();
  }

  List<String> partTypes() throws MessagingException {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < report.getCount(); i++) {
      types.add(report.getBodyPart(i).getContentType());
    }
    return types;
  }

  List<String> partFieldNames(int part) throws MessagingException {
    return Collections.list(report.getBodyPart(part).getAllHeaders()).stream()
        .map(Header::getName)
        .toList();
  }

  String text() throws MessagingException, IOException {
    return part(0, StandardCharsets.UTF_8);
  }

  String status() throws MessagingException, IOException {
    return part(1, StandardCharsets.UTF_8);
  }

  /** One character per octet. */
  String originalHeader() throws MessagingException, IOException {
    return part(2, StandardCharsets.ISO_8859_1);
  }

  private String part(int index, Charset charset) throws MessagingException, IOException {
    BodyPart part = report.getBodyPart(index);
    try (InputStream in = part.getDataHandler().getInputStream()) {
      return new String(in.readAllBytes(), charset);
    }
  }
}
