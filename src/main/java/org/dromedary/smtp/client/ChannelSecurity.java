package org.dromedary.smtp.client;

/** How well a conversation is protected. */
enum ChannelSecurity {
  CLEAR,
  /** By TLS, with a server that may be anybody. */
  ENCRYPTED,
  /** By TLS, with the server that we mean. */
  VERIFIED
}
