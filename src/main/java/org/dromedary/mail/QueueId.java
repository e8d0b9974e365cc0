package org.dromedary.mail;

/**
 * Names one accepted mail, for ever: in the 250 reply, in Received, in every log line and event.
 */
public record QueueId(String value) {
  private static final int MAXIMUM_LENGTH = 32;

  public QueueId {
    if (value.isEmpty() || value.length() > MAXIMUM_LENGTH || !isAlphanumeric(value)) {
      throw new IllegalArgumentException("a queue id has 1 to 32 letters and digits");
    }
  }

  private static boolean isAlphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
