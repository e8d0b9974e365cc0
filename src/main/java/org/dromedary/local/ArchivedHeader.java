package org.dromedary.local;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The header section of an archived mail, of which at most 256 KiB are looked at. */
final class ArchivedHeader {
  private static final int MAXIMUM_OCTETS = 256 << 10;

  private final InternetHeaders fields;

  private ArchivedHeader(InternetHeaders fields) {
    this.fields = fields;
  }

  static ArchivedHeader read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAXIMUM_OCTETS);
      return new ArchivedHeader(new InternetHeaders(new ByteArrayInputStream(octets), true));
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  /**
   * What was written before all that a sender may have written: behind {@code Return-Path} and
   * {@code Delivered-To}, the paths of the envelope. Empty if it is no mail of the archive.
   */
  Optional<List<String>> envelope() {
    List<Header> all = new ArrayList<>();
    Collections.list(fields.getAllHeaders()).forEach(all::add);
    if (all.size() < 3 || !all.get(2).getName().equals("X-Envelope-From")) {
      return Optional.empty();
    }
    List<String> paths = new ArrayList<>(List.of(withoutBrackets(all.get(2).getValue())));
    for (int i = 3; i < all.size() && all.get(i).getName().equals("X-Envelope-To"); i++) {
      paths.add(withoutBrackets(all.get(i).getValue()));
    }
    return Optional.of(paths);
  }

  private static String withoutBrackets(String path) {
    return path.strip().replaceFirst("^<", "").replaceFirst(">$", "");
  }

  /** What the fields of a name say, unfolded and decoded (RFC 2047). */
  List<String> values(String name) {
    return Optional.ofNullable(fields.getHeader(name)).stream()
        .flatMap(Arrays::stream)
        .map(ArchivedHeader::decoded)
        .toList();
  }

  private static String decoded(String value) {
    String unfolded = MimeUtility.unfold(value);
    try {
      return MimeUtility.decodeText(unfolded);
    } catch (UnsupportedEncodingException e) {
      return unfolded;
    }
  }
}
