package org.dromedary.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A mail that a {@link FakeMta} took.
 *
 * @param mailArguments what followed {@code MAIL FROM:}, such as {@code <a@b.example> SIZE=5}
 * @param recipients accepted addresses, without brackets, in order
 * @param content the octets after DATA, dot-stuffing removed, the last line end included
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FakeMtaMail(String mailArguments, List<String> recipients, byte[] content) {

  /** The reverse path, without brackets. */
  public String reversePath() {
    return mailArguments.substring(mailArguments.indexOf('<') + 1, mailArguments.indexOf('>'));
  }

  /** The content, one character per octet. */
  public String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
