package org.dromedary.mail;

/** Case of the words of SMTP (RFC 5321 §2.4): only letters of ASCII have two. */
public final class Ascii {
  private Ascii() {}

  /** Upper case; a letter beyond ASCII stays, even one whose upper case is in ASCII. */
  public static String upperCase(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
    }
    return upper.toString();
  }
}
