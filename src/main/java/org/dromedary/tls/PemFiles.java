package org.dromedary.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads certificates and keys in PEM (RFC 7468), keys as PKCS #8, PKCS #1 or SEC 1. */
final class PemFiles {
  private PemFiles() {}

  /** Reads both files and checks that they belong together. */
  static Identity read(CertificateFiles files) throws TlsFileException {
    List<X509Certificate> chain = certificates(files.certificate());
    PrivateKey key = key(files.key());
    try {
      Identity identity = Identity.of(key, chain);
      if (!identity.isConsistent()) {
        throw new TlsFileException(
            files.key(),
            "is not the key of the first certificate in " + files.certificate(),
            "put the certificate of this server first, and name its key");
      }
      return identity;
    } catch (CertificateException e) {
      throw malformed(files.certificate());
    }
  }

  /** At least one. */
  static List<X509Certificate> certificates(Path file) throws TlsFileException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Object object : objects(file)) {
        if (object instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (CertificateException e) {
      throw malformed(file);
    }
    if (chain.isEmpty()) {
      throw new TlsFileException(
          file, "has no certificate", "it must have a block BEGIN CERTIFICATE");
    }
    return chain;
  }

  private static PrivateKey key(Path file) throws TlsFileException {
    for (Object object : objects(file)) {
      Optional<PrivateKeyInfo> found =
          switch (object) {
            case PrivateKeyInfo key -> Optional.of(key);
            case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
            case PKCS8EncryptedPrivateKeyInfo encrypted -> throw encrypted(file);
            case PEMEncryptedKeyPair encrypted -> throw encrypted(file);
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return key(found.get(), file);
      }
    }
    throw new TlsFileException(
        file, "has no private key", "it must have a block BEGIN PRIVATE KEY");
  }

  private static PrivateKey key(PrivateKeyInfo found, Path file) throws TlsFileException {
    try {
      return KeyFactory.getInstance(found.getPrivateKeyAlgorithm().getAlgorithm().getId())
          .generatePrivate(new PKCS8EncodedKeySpec(found.getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw malformed(file);
    }
  }

  private static TlsFileException encrypted(Path file) {
    return new TlsFileException(
        file, "the private key is encrypted", "decrypt it, and protect the file by its mode");
  }

  private static TlsFileException malformed(Path file) {
    return new TlsFileException(file, "is malformed", "write it again, in PEM");
  }

  private static List<Object> objects(Path file) throws TlsFileException {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
      return objects;
    } catch (IOException | RuntimeException e) { // the library throws both at malformed input
      throw malformed(file);
    }
  }

  private static String text(Path file) throws TlsFileException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsFileException(file, "does not exist", "name a file in PEM");
    } catch (IOException e) {
      throw new TlsFileException(file, "cannot be read", "let this user read it");
    }
  }
}
