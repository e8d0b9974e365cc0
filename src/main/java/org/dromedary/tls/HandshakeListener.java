package org.dromedary.tls;

/**
 * Told how TLS handshakes end. Takes no time and throws nothing; safe for use by several threads.
 */
public interface HandshakeListener {
  /** Nobody wants to know. */
  HandshakeListener NONE = new HandshakeListener() {};

  /**
   * The connection is encrypted.
   *
   * @param version as Java names it: {@code TLSv1.3}
   */
  default void succeeded(String version) {}

  /** There was no agreement, or the certificate was refused. */
  default void failed() {}
}
