package org.dromedary.routing;

/** What a server speaks. */
public enum HostProtocol {
  /** RFC 5321. */
  SMTP,

  /** RFC 2033: as SMTP, but the server answers for each recipient after the content. */
  LMTP
}
