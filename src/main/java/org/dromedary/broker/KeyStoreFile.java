package org.dromedary.broker;

import java.nio.file.Path;

/** A key store of PKCS #12 (RFC 7292). */
public record KeyStoreFile(Path file, String password) {
  @Override
  public String toString() {
    return file.toString(); // never the password
  }
}
