package org.dromedary.smtp.client;

/** Whose words a reply is. */
public enum ReplyOrigin {
  PEER,
  /** Ours, because the peer does not offer what the mail needs; nothing was sent. */
  LOCAL
}
