package org.dromedary.routing;

import java.util.regex.Pattern;

/**
 * A place of this system where mail is kept.
 *
 * @param name for logs and events; no control characters
 * @param directory relative to the directory of all mailboxes: one to four segments of letters,
 *     digits and {@code . _ + = @ -}, none beginning with a dot; so it cannot lead outside
 */
public record Mailbox(String name, String directory) {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\u0080-\\u009f]{1,320}");
  private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._+=@-]{0,127}";
  private static final Pattern DIRECTORY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + "){0,3}");

  public Mailbox {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the name of a mailbox is empty, too long or unprintable");
    }
    if (!isDirectory(directory)) {
      throw new IllegalArgumentException("the directory of a mailbox is unsafe");
    }
  }

  static boolean isDirectory(String text) {
    return DIRECTORY.matcher(text).matches();
  }
}
