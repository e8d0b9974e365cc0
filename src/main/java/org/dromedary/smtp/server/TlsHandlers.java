package org.dromedary.smtp.server;

import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * Makes what encrypts a connection.
 *
 * @param engines each a new one for the server's side
 * @param workers do the costly steps of handshakes, which would hold up an event loop
 * @param handshakeTimeout a slower handshake ends the connection
 */
record TlsHandlers(Supplier<SSLEngine> engines, Executor workers, Duration handshakeTimeout) {
  SslHandler newHandler() {
    SslHandler handler = new SslHandler(engines.get(), workers);
    handler.setHandshakeTimeout(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return handler;
  }
}
