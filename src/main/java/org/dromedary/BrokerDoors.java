package org.dromedary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dromedary.broker.BrokerAcceptor;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.KeyStoreFile;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SubmitSettings.Door;
import org.dromedary.tls.ServerTls;

/**
 * Where applications of other processes reach the broker. Artemis wants its certificates in a file:
 * it is for the user of the router only, and its password is new at each start.
 */
record BrokerDoors(List<Door> doors, KeyStoreFile keyStore) {
  private static final int PASSWORD_OCTETS = 32;

  static BrokerDoors of(Settings settings) {
    byte[] octets = new byte[PASSWORD_OCTETS];
    new SecureRandom().nextBytes(octets);
    return new BrokerDoors(
        settings.submit().doors(),
        new KeyStoreFile(
            settings.dataDirectory().resolve("broker.p12"), HexFormat.of().formatHex(octets)));
  }

  private boolean needTls() {
    return doors.stream().anyMatch(Door::tls);
  }

  List<BrokerAcceptor> acceptors() {
    return doors.stream()
        .map(
            door ->
                new BrokerAcceptor(
                    door.protocol(),
                    door.host(),
                    door.port(),
                    door.tls() ? Optional.of(keyStore) : Optional.empty()))
        .toList();
  }

  /** Writes the file, before the broker starts. */
  void prepare(ServerTls tls) throws IOException {
    if (!needTls()) {
      return;
    }
    Path file = keyStore.file();
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "broker-",
            ".p12",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(made, tls.keyStore(keyStore.password()));
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** There are other certificates. */
  void refresh(ServerTls tls, EmbeddedBroker broker) {
    if (needTls()) {
      try {
        prepare(tls);
        broker.reloadKeyStores();
      } catch (IOException e) {
        throw new IllegalStateException("the certificates of the broker stay as they are", e);
      }
    }
  }
}
