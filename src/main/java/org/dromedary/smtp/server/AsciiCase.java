package org.dromedary.smtp.server;

/** The case of what RFC 5321 §2.4 compares without regard to it: letters of ASCII, no others. */
final class AsciiCase {
  private AsciiCase() {}

  /** Unicode has letters that become ASCII in upper case, such as a long s; they stay here. */
  static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
    }
    return upper.toString();
  }
}
