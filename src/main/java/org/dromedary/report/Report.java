package org.dromedary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** A report in all its forms, not yet a mail. */
public final class Report {
  /** How the HTML names the picture. */
  static final String PICTURE = "chart@report";

  private final ReportKind kind;
  private final String subject;
  private final String text;
  private final String html;
  private final byte[] picture;
  private final Optional<CsvList> csv;

  Report(ReportContents contents, Words words) {
    this.kind = contents.kind();
    this.subject = words.subject();
    this.text = words.text();
    this.html = words.html();
    this.picture = Chart.png(contents.bars());
    this.csv = contents.isCut() ? Optional.of(contents.csv()) : Optional.empty();
  }

  /** What a template makes. */
  record Words(String subject, String text, String html) {}

  ReportKind kind() {
    return kind;
  }

  /** One line. */
  public String subject() {
    return subject;
  }

  /** Lines end in CRLF. */
  public String text() {
    return text;
  }

  /** As it is in the mail: the picture is another part of it. */
  String html() {
    return html;
  }

  /** A page of its own: the picture is in it. */
  public String page() {
    return html.replace(
        "cid:" + PICTURE, "data:image/png;base64," + Base64.getEncoder().encodeToString(picture));
  }

  byte[] picture() {
    return picture.clone();
  }

  /** The whole list, where the one in the mail is cut. */
  Optional<byte[]> csv() {
    return csv.map(CsvList::octets);
  }

  /** The same as text. */
  public Optional<String> csvText() {
    return csv().map(octets -> new String(octets, UTF_8));
  }
}
