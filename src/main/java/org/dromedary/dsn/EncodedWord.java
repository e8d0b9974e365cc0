package org.dromedary.dsn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Text in a header field that only has ASCII (RFC 2047). */
public final class EncodedWord {
  /** RFC 2047 §2: a word has at most 75 characters; 39 octets become 52 of these. */
  private static final int MAXIMUM_OCTETS = 39;

  private EncodedWord() {}

  /** The text itself when it is ASCII. */
  public static String of(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : encoded(text);
  }

  private static String encoded(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (octets(word + Character.toString(point)).length > MAXIMUM_OCTETS) {
                words.add(word.toString());
                word.setLength(0);
              }
              word.appendCodePoint(point);
            });
    words.add(word.toString());
    return String.join(" ", words.stream().map(EncodedWord::word).toList());
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String word(String text) {
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(octets(text)) + "?=";
  }
}
