package org.dromedary.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities whose word on a server is believed. Safe for use by several threads. */
final class TrustedRoots {
  private final X509TrustManager manager;

  private TrustedRoots(X509TrustManager manager) {
    this.manager = manager;
  }

  /**
   * Reads them.
   *
   * @param files PEM; without any, those of Java count
   * @throws TlsFileException when one cannot be used
   */
  static TrustedRoots load(List<Path> files) throws TlsFileException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(keyStore(files));
      return new TrustedRoots(
          Arrays.stream(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .findFirst()
              .orElseThrow());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has a trust manager", e);
    }
  }

  /** Null stands for Java's own. */
  private static @Nullable KeyStore keyStore(List<Path> files)
      throws TlsFileException, GeneralSecurityException, IOException {
    if (files.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int count = 0;
    for (Path file : files) {
      for (X509Certificate certificate : PemFiles.certificates(file)) {
        store.setCertificateEntry("root-" + count++, certificate);
      }
    }
    return store;
  }

  /** A key store of PKCS #12 (RFC 7292) with these. */
  static byte[] store(List<Path> files, String password) throws TlsFileException {
    try {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      Objects.requireNonNull(keyStore(files), "there are files")
          .store(octets, password.toCharArray());
      return octets.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has such a key store", e);
    }
  }

  X509TrustManager manager() {
    return manager;
  }

  /** What they say of a chain, the server's certificate first (RFC 5280 §6). */
  CertificateTrust trust(X509Certificate[] chain) {
    try {
      manager.checkServerTrusted(chain, "UNKNOWN");
      return CertificateTrust.TRUSTED;
    } catch (CertificateException e) {
      return isOutOfDate(e) ? CertificateTrust.EXPIRED : CertificateTrust.UNKNOWN_AUTHORITY;
    }
  }

  private static boolean isOutOfDate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException
          || (cause instanceof CertPathValidatorException path
              && (path.getReason() == BasicReason.EXPIRED
                  || path.getReason() == BasicReason.NOT_YET_VALID))) {
        return true;
      }
    }
    return false;
  }
}
