package org.dromedary.submit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dromedary.mail.MailContent;
import org.dromedary.mail.SmtpReply;

/**
 * Reads a message of RFC 5322 as an application wrote it, and completes it: see the invariants of
 * the package. The header section is on the heap, the body goes to a file when it is large.
 *
 * @param directory for those files
 * @param inMemoryOctets up to which a message stays on the heap
 * @param maximumOctets of a message
 */
record MessageIntake(Path directory, int inMemoryOctets, long maximumOctets) {
  private static final int MAXIMUM_HEADER_OCTETS = 256 << 10;

  /** As by SMTP: RFC 5321 §6.3. */
  private static final int MAXIMUM_RECEIVED_FIELDS = 50;

  private static final SmtpReply LOOP =
      SmtpReply.of(554, "5.4.6", "too many Received fields: the mail is in a loop");

  /** RFC 5322 §2.2, and blanks before the colon as of §4.5. */
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);

  /** RFC 5322 §3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * What came in.
   *
   * @param fields of the header as they came, each unfolded: {@code To: a@example.org}; Bcc as well
   * @param eightBit whether the body has octets beyond ASCII
   * @param internationalized whether the header has (RFC 6532)
   * @param file to be removed when the content is not needed any more
   */
  record Message(
      List<String> fields,
      MailContent content,
      boolean eightBit,
      boolean internationalized,
      Optional<Path> file) {

    /** What the fields of a name say. */
    List<String> values(String name) {
      return fields.stream()
          .filter(field -> isNamed(field, name))
          .map(field -> field.substring(field.indexOf(':') + 1).strip())
          .toList();
    }

    /** Removes what lies on the disk. */
    void discard() {
      file.ifPresent(MessageIntake::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next start removes it
    }
  }

  /**
   * Reads it all.
   *
   * @param messageId the Message-ID that it gets when it has none, without angle brackets
   */
  Message read(InputStream octets, String messageId, Instant now)
      throws IOException, SubmissionRefusedException {
    ContentStore store = new ContentStore(directory, inMemoryOctets);
    boolean done = false;
    try (store) {
      InputStream in = new LineEnds(octets);
      List<byte[]> fields = fields(in);
      List<String> texts = new ArrayList<>(fields.size());
      boolean internationalized = false;
      for (byte[] field : fields) {
        String text = text(field);
        texts.add(text.replaceAll("\r\n(?=[ \t])", "").strip());
        internationalized |= !isAscii(field);
        if (!isNamed(text, "bcc") && !isNamed(text, "resent-bcc")) {
          store.write(field);
        }
      }
      refuseLoops(texts);
      complete(texts, messageId, now, store);
      boolean eightBit = copy(in, store);
      store.close();
      done = true;
      return new Message(texts, store.content(), eightBit, internationalized, store.file());
    } finally {
      if (!done) {
        store.file().ifPresent(MessageIntake::delete);
      }
    }
  }

  private static void refuseLoops(List<String> fields) throws SubmissionRefusedException {
    if (fields.stream().filter(field -> isNamed(field, "received")).count()
        > MAXIMUM_RECEIVED_FIELDS) {
      throw new SubmissionRefusedException(LOOP);
    }
  }

  /** RFC 6409 §8.2, §8.3. */
  private static void complete(
      List<String> fields, String messageId, Instant now, ContentStore store) throws IOException {
    String added = "";
    if (fields.stream().noneMatch(field -> isNamed(field, "date"))) {
      added += "Date: " + DATE.format(now) + "\r\n";
    }
    if (fields.stream().noneMatch(field -> isNamed(field, "message-id"))) {
      added += "Message-ID: <" + messageId + ">\r\n";
    }
    store.write((added + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isNamed(String field, String name) {
    int colon = field.indexOf(':');
    return colon >= 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
  }

  /** The fields of the header with their folds and line ends; the empty line behind is read. */
  private static List<byte[]> fields(InputStream in)
      throws IOException, SubmissionRefusedException {
    List<byte[]> fields = new ArrayList<>();
    ByteArrayOutputStream field = new ByteArrayOutputStream(256);
    int octets = 0;
    while (true) {
      byte[] line = line(in, MAXIMUM_HEADER_OCTETS - octets);
      octets += line.length;
      boolean ends = line.length <= 2;
      boolean continues = !ends && (line[0] == ' ' || line[0] == '\t');
      if (!continues && field.size() > 0) {
        fields.add(field.toByteArray());
        field.reset();
      }
      if (ends) {
        break;
      }
      boolean known = continues ? field.size() > 0 : isField(line);
      if (!known) {
        throw SubmissionRefusedException.malformed(
            "line " + (fields.size() + 1) + " of the header is no header field");
      }
      field.write(line);
    }
    if (fields.isEmpty()) {
      throw SubmissionRefusedException.malformed("the message has no header");
    }
    return fields;
  }

  private static boolean isField(byte[] line) {
    return FIELD.matcher(new String(line, StandardCharsets.ISO_8859_1)).matches();
  }

  /** With its CRLF, also at the end of a message that has none; an empty one there is the end. */
  private static byte[] line(InputStream in, int maximum)
      throws IOException, SubmissionRefusedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int before = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      check(octet, before);
      line.write(octet);
      if (octet == '\n') {
        return line.toByteArray();
      }
      if (line.size() > maximum) {
        throw SubmissionRefusedException.malformed(
            "the header is larger than " + MAXIMUM_HEADER_OCTETS + " octets");
      }
      before = octet;
    }
    check(-1, before);
    line.write('\r');
    line.write('\n');
    return line.toByteArray();
  }

  /** RFC 5321 §2.3.8, §4.1.1.4: CR stands before LF only; NUL is no octet of a mail. */
  private static void check(int octet, int before) throws SubmissionRefusedException {
    if (octet == 0) {
      throw SubmissionRefusedException.malformed("the message has a NUL octet");
    }
    if (before == '\r' && octet != '\n') {
      throw SubmissionRefusedException.malformed("the message has a CR without LF");
    }
  }

  private static boolean isAscii(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] field) throws SubmissionRefusedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(field)).toString();
    } catch (CharacterCodingException e) {
      throw SubmissionRefusedException.malformed("a header field is neither ASCII nor UTF-8");
    }
  }

  /** Whether there were octets beyond ASCII. */
  private boolean copy(InputStream in, ContentStore store)
      throws IOException, SubmissionRefusedException {
    byte[] buffer = new byte[1 << 13];
    boolean eightBit = false;
    int before = '\n';
    for (int count = in.read(buffer, 0, buffer.length);
        count >= 0;
        count = in.read(buffer, 0, buffer.length)) {
      for (int i = 0; i < count; i++) {
        check(buffer[i], before);
        before = buffer[i];
        eightBit |= buffer[i] < 0;
      }
      store.write(buffer, 0, count);
      requireSize(store);
    }
    if (before != '\n') {
      check(-1, before);
      store.write(new byte[] {'\r', '\n'}, 0, 2);
    }
    requireSize(store);
    return eightBit;
  }

  private void requireSize(ContentStore store) throws SubmissionRefusedException {
    if (store.size() > maximumOctets) {
      throw SubmissionRefusedException.tooBig(maximumOctets);
    }
  }
}
