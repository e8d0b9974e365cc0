package org.dromedary.smtp.client;

import java.io.IOException;
import java.net.Socket;
import org.dromedary.tls.EncryptedChannel;

/** Does the TLS handshake on a connection. */
@FunctionalInterface
interface Encryption {
  /** Blocks; the connection is of no other use afterwards, also when this fails. */
  EncryptedChannel encrypt(Socket connection) throws IOException;
}
