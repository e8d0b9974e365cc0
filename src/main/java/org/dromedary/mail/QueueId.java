package org.dromedary.mail;

import java.util.regex.Pattern;

/**
 * Names one accepted mail, for ever: in the 250 reply, in Received, in every log line and event.
 */
public record QueueId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9A-Za-z]{1,32}");

  public QueueId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a queue id has 1 to 32 letters and digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
