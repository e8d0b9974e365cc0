package org.dromedary.smtp.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes commands in wire form (RFC 5321 §4.1.1). */
final class CommandLine {
  private CommandLine() {}

  /**
   * Appends a command and its CRLF.
   *
   * @throws IllegalArgumentException if it contains a control character: it would be two commands
   */
  static void append(String command, ByteArrayOutputStream target) {
    for (int i = 0; i < command.length(); i++) {
      if (Character.isISOControl(command.charAt(i))) {
        throw new IllegalArgumentException("a command has no control characters");
      }
    }
    // RFC 6531 §3.3: UTF-8, which is ASCII where SMTPUTF8 is not asked for
    target.writeBytes(command.getBytes(StandardCharsets.UTF_8));
    target.write('\r');
    target.write('\n');
  }

  static byte[] of(String command) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(command.length() + 2);
    append(command, target);
    return target.toByteArray();
  }
}
