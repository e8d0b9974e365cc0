package org.dromedary.mail;

/** The three digits of an SMTP reply (RFC 5321 §4.2.1). */
public record ReplyCode(int value) {
  public ReplyCode {
    if (value < 200 || value > 599) {
      throw new IllegalArgumentException("a reply code is 200 to 599");
    }
  }

  /** 2yz. */
  public boolean isPositiveCompletion() {
    return value < 300;
  }

  /** 3yz: the peer waits for more, as after DATA. */
  public boolean isPositiveIntermediate() {
    return value >= 300 && value < 400;
  }

  /** 4yz. */
  public boolean isTransient() {
    return value >= 400 && value < 500;
  }

  /** 5yz. */
  public boolean isPermanent() {
    return value >= 500;
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
