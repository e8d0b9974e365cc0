package org.dromedary.list;

import org.dromedary.mail.MailAddress;

/** What an address of a list is for: {@code dev@}, {@code dev-subscribe@} and so on. */
public enum ListRole {
  /** Mail for all members. */
  POST(""),
  SUBSCRIBE("-subscribe"),
  UNSUBSCRIBE("-unsubscribe"),
  /** With a token: {@code dev-confirm+TOKEN@}. */
  CONFIRM("-confirm"),
  /** Without a token, or with that of a member: {@code dev-bounces+TOKEN@}. */
  BOUNCES("-bounces"),
  /** The human who is responsible. */
  OWNER("-owner"),
  HELP("-help");

  /** Octets of what may stand behind the name of a list. */
  static final int MAXIMUM_SUFFIX = 32;

  private final String suffix;

  ListRole(String suffix) {
    this.suffix = suffix;
  }

  /** The address of a list for it. */
  public MailAddress of(MailAddress list) {
    return new MailAddress(list.localPart() + suffix, list.domain());
  }

  /** The same with a token (RFC 5233 §4). */
  MailAddress of(MailAddress list, String token) {
    return new MailAddress(list.localPart() + suffix + "+" + token, list.domain());
  }

  boolean takesToken() {
    return this == CONFIRM || this == BOUNCES;
  }

  /** Whether the address means something without a token. */
  boolean standsAlone() {
    return this != CONFIRM;
  }
}
