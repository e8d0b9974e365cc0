package org.dromedary.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, with certificates that are read again when their files change.
 *
 * <p>{@link #newEngine} may be called by any thread; {@link #refresh} by one at a time.
 */
public final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  /** RFC 9325 §3.1.1: nothing older than 1.2. */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** RFC 9325 §4.2: authenticated encryption with forward secrecy only. */
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  };

  private final ServerTlsSettings settings;
  private final InstantSource clock;
  private List<Stamp> seen = List.of();
  private List<Identity> identities = List.of();
  private Instant nextLook = Instant.MAX;
  private volatile SSLContext context;

  private ServerTls(ServerTlsSettings settings, InstantSource clock) throws TlsFileException {
    this.settings = settings;
    this.clock = clock;
    this.context = read();
  }

  /**
   * Reads the certificates, or makes one.
   *
   * @throws TlsFileException when one cannot be used
   */
  public static ServerTls load(ServerTlsSettings settings, InstantSource clock)
      throws TlsFileException {
    return new ServerTls(settings, clock);
  }

  /** What is wrong with the files, a line each; nothing is made or logged. */
  public static List<String> problemsIn(ServerTlsSettings settings) {
    List<String> problems = new ArrayList<>();
    for (CertificateFiles files : settings.certificates()) {
      try {
        PemFiles.read(files);
      } catch (TlsFileException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /** A new engine for one connection. */
  public SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(CIPHER_SUITES);
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * The keys and certificates as a key store of PKCS #12 (RFC 7292), for those who need a file; for
   * the thread that refreshes, or before.
   *
   * @param password of the store and of each key
   */
  public byte[] keyStore(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < identities.size(); i++) {
        Identity identity = identities.get(i);
        store.setKeyEntry(
            String.valueOf(i),
            identity.key(),
            password.toCharArray(),
            identity.chain().toArray(Certificate[]::new));
      }
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      store.store(octets, password.toCharArray());
      return octets.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has PKCS #12", e);
    }
  }

  /**
   * Reads the files again if they changed; what cannot be used is logged and changes nothing.
   *
   * @return whether there are other certificates now
   */
  public boolean refresh() {
    if (stamps(files()).equals(seen) && clock.instant().isBefore(nextLook)) {
      return false;
    }
    try {
      context = read();
      logCertificates();
      return true;
    } catch (TlsFileException e) {
      LOG.error("the certificates stay as they are: {}", e.getMessage());
      return false;
    }
  }

  private SSLContext read() throws TlsFileException {
    if (settings.certificates().isEmpty()) {
      nextLook = clock.instant().plus(Duration.ofDays(1)); // it is made anew in time
      SelfSigned.ensure(settings.directory(), settings.hostname(), clock.instant());
    }
    seen = stamps(files()); // before they are read: a change meanwhile is seen the next time
    List<Identity> read = new ArrayList<>();
    for (CertificateFiles files : files()) {
      read.add(PemFiles.read(files));
    }
    identities = List.copyOf(read);
    return context(identities);
  }

  private List<CertificateFiles> files() {
    return settings.certificates().isEmpty()
        ? List.of(SelfSigned.files(settings.directory()))
        : settings.certificates();
  }

  /** Tells in the log what clients are shown; called by the thread that refreshes, or before. */
  public void logCertificates() {
    for (int i = 0; i < identities.size(); i++) {
      log(files().get(i), identities.get(i));
    }
  }

  private void log(CertificateFiles files, Identity identity) {
    Instant end = identity.certificate().getNotAfter().toInstant();
    if (settings.certificates().isEmpty()) {
      LOG.warn(
          "TLS with a self-signed certificate, {}, until {}: clients that verify it will not send;"
              + " set dromedary.tls.certificate and dromedary.tls.key",
          files.certificate(),
          end);
    } else if (end.isBefore(clock.instant())) {
      LOG.error("{}: the certificate expired at {}; renew it", files.certificate(), end);
    } else {
      LOG.info(
          "TLS certificate {} for {} until {}", files.certificate(), identity.names().hosts(), end);
    }
  }

  private static SSLContext context(List<Identity> identities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new CertificateChoice(identities)}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** What tells a changed file; absent for one that is not there. */
  private record Stamp(Path file, Optional<FileTime> changedAt, long size, Optional<Object> key) {}

  private static List<Stamp> stamps(List<CertificateFiles> files) {
    List<Stamp> stamps = new ArrayList<>();
    for (CertificateFiles pair : files) {
      stamps.add(stamp(pair.certificate()));
      stamps.add(stamp(pair.key()));
    }
    return stamps;
  }

  private static Stamp stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          file,
          Optional.of(attributes.lastModifiedTime()),
          attributes.size(),
          Optional.ofNullable(attributes.fileKey()));
    } catch (IOException e) {
      return new Stamp(file, Optional.empty(), 0, Optional.empty());
    }
  }
}
