package org.dromedary.list;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;

/** Subjects as people read them. */
final class Subjects {
  private Subjects() {}

  /** Encoded words (RFC 2047) decoded; those that cannot be stay. */
  static String decoded(String subject) {
    if (!subject.contains("=?")) {
      return subject;
    }
    try {
      return MimeUtility.decodeText(subject);
    } catch (UnsupportedEncodingException e) {
      return subject; // a charset that nobody knows
    }
  }
}
