package org.dromedary.tracking;

/** Message ids as they are looked up: with angle brackets or without (RFC 5322 §3.6.4). */
final class MessageId {
  private MessageId() {}

  static String of(String text) {
    String id = text.replaceAll("\\p{Cntrl}", "").strip();
    return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
  }
}
