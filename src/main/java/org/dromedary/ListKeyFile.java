package org.dromedary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.dromedary.users.PrivateFiles;

/**
 * What the tokens of mailing lists are made with: in the data directory, made when it is first
 * needed. Whoever removes it ends all tokens. Safe for use by several threads.
 */
final class ListKeyFile implements Supplier<byte[]> {
  private static final int OCTETS = 32;

  private final Path file;
  private Optional<byte[]> key = Optional.empty();

  ListKeyFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized byte[] get() {
    if (key.isEmpty()) {
      try {
        key = Optional.of(Files.exists(file) ? read() : make());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return key.get();
  }

  private byte[] read() throws IOException {
    try {
      byte[] octets = HexFormat.of().parseHex(Files.readString(file).strip());
      if (octets.length >= OCTETS) {
        return octets;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: restore or remove it", e);
    }
    throw new IOException(file + " is damaged: restore or remove it");
  }

  private byte[] make() throws IOException {
    byte[] octets = new byte[OCTETS];
    new SecureRandom().nextBytes(octets);
    PrivateFiles.replace(file, HexFormat.of().formatHex(octets) + "\n");
    return octets;
  }
}
