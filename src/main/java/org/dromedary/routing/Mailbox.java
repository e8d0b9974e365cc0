package org.dromedary.routing;

import java.util.regex.Pattern;

/** A place where mail for a local recipient stays. */
public sealed interface Mailbox {
  Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\u0080-\\u009f]{1,320}");

  /** For logs and events; no control characters. */
  String name();

  /** For people: where it is. */
  String place();

  /**
   * In a Maildir of this system.
   *
   * @param directory relative to the directory of all mailboxes: one to four segments of letters,
   *     digits and {@code . _ + = @ -}, none beginning with a dot; so it cannot lead outside
   */
  record Kept(String name, String directory) implements Mailbox {
    private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._+=@-]{0,127}";
    private static final Pattern DIRECTORY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + "){0,3}");

    public Kept {
      requireName(name);
      if (!isDirectory(directory)) {
        throw new IllegalArgumentException("the directory of a mailbox is unsafe");
      }
    }

    static boolean isDirectory(String text) {
      return DIRECTORY.matcher(text).matches();
    }

    @Override
    public String place() {
      return directory;
    }
  }

  /**
   * With something else that keeps it: an LMTP server or a Camel endpoint.
   *
   * @param way how it gets there
   */
  record Served(String name, RemoteWay.Sent way) implements Mailbox {
    public Served {
      requireName(name);
    }

    @Override
    public String place() {
      return way.toString();
    }
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the name of a mailbox is empty, too long or unprintable");
    }
  }
}
