package org.dromedary.management;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

/**
 * Message and stack trace of a log event on one line, whatever they contain: line breaks become
 * {@code " | "}, other control and format characters {@code ?}.
 */
public final class OneLine extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    String message = event.getFormattedMessage();
    return of(thrown == null ? message : message + "\n" + ThrowableProxyUtil.asString(thrown));
  }

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder line = new StringBuilder(text.length() + 32);
    text.strip()
        .replaceAll("\\s*[\\r\\n\\x0B\\x0C\\x85\u2028\u2029]+\\s*", " | ")
        .codePoints()
        .forEach(c -> line.appendCodePoint(isUnsafe(c) ? '?' : c));
    return line.toString();
  }

  private static boolean isUnsafe(int c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    int type = Character.getType(c);
    return c == 0x7f
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
