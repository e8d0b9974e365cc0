package org.dromedary;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dromedary.broker.BrokerAcceptor;
import org.dromedary.broker.BrokerLink;
import org.dromedary.broker.EmbeddedBroker;
import org.dromedary.broker.KeyStoreFile;
import org.dromedary.settings.Settings;
import org.dromedary.settings.SubmitSettings.Door;
import org.dromedary.tls.ClientTls;
import org.dromedary.tls.ServerTls;
import org.dromedary.tls.TlsFileException;

/**
 * Where applications of other processes reach the broker. Artemis wants its certificates in a file:
 * it is for the user of the router only, and its password is new at each start.
 */
record BrokerDoors(List<Door> doors, KeyStoreFile keyStore) {
  private static final int PASSWORD_OCTETS = 32;

  static BrokerDoors of(Settings settings) {
    return new BrokerDoors(
        settings.submit().doors(), keyStore(settings.dataDirectory().resolve("broker.p12")));
  }

  private static KeyStoreFile keyStore(Path file) {
    byte[] octets = new byte[PASSWORD_OCTETS];
    new SecureRandom().nextBytes(octets);
    return new KeyStoreFile(file, HexFormat.of().formatHex(octets));
  }

  /** Writes whom a router trusts to be its broker; empty when Java's own authorities count. */
  static Optional<KeyStoreFile> trusted(BrokerLink link, Path dataDirectory)
      throws IOException, TlsFileException {
    if (!link.tls() || link.roots().isEmpty()) {
      return Optional.empty();
    }
    KeyStoreFile store = keyStore(dataDirectory.resolve("broker-roots.p12"));
    write(store.file(), ClientTls.trustStore(link.roots(), store.password()));
    return Optional.of(store);
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

  /** The broker itself would say of a port in use no more than that it did not start. */
  void requireFree() throws IOException {
    for (Door door : doors) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(door.host(), door.port()));
      } catch (IOException e) {
        String where = door.protocol() + " at " + door.host() + ":" + door.port();
        throw new BindException(where + ": " + e.getMessage());
      }
    }
  }

  /** Writes the file, before the broker starts. */
  void prepare(ServerTls tls) throws IOException {
    if (!needTls()) {
      return;
    }
    write(keyStore.file(), tls.keyStore(keyStore.password()));
  }

  private static void write(Path file, byte[] store) throws IOException {
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "broker-",
            ".p12",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(made, store);
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
