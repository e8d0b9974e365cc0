package org.dromedary.smtp.server;

import org.dromedary.tls.HandshakeListener;

/**
 * Told of connections of clients. Called on event loops: takes no time and throws nothing. Safe for
 * use by several threads.
 *
 * @see RefusalListener
 */
public interface ConnectionListener extends HandshakeListener {
  /** Nobody wants to know. */
  ConnectionListener NONE = new ConnectionListener() {};

  /** A client has connected, be it that it is refused. */
  default void opened(ListenerKind listener) {}

  /** The connection is gone; once for each that was opened. */
  default void closed(ListenerKind listener) {}
}
