package org.dromedary.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.dromedary.mail.Domain;

/** A certificate of our own making, for a first try: nobody but us vouches for it. */
final class SelfSigned {
  private static final String FILE = "self-signed.pem";
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private SelfSigned() {}

  /** Where it is. */
  static CertificateFiles files(Path directory) {
    return new CertificateFiles(directory.resolve(FILE), directory.resolve(FILE));
  }

  /** Keeps the one that is there, or makes a new one if it is for another host or soon expires. */
  static void ensure(Path directory, Domain hostname, Instant now) throws TlsFileException {
    Path file = directory.resolve(FILE);
    if (!isFit(files(directory), hostname, now)) {
      try {
        write(file, hostname, now);
      } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
        throw new TlsFileException(
            file, "cannot be written", "let this user write to the data directory");
      }
    }
  }

  private static boolean isFit(CertificateFiles files, Domain hostname, Instant now) {
    try {
      Identity identity = PemFiles.read(files);
      return identity.isFor(hostname.ascii())
          && identity.certificate().getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    } catch (TlsFileException e) {
      return false;
    }
  }

  private static void write(Path file, Domain hostname, Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificate(pair, hostname, now));
      pem.writeObject(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
    Path fresh =
        Files.createTempFile(
            directory, "self-signed", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(fresh, text.toString(), StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static X509CertificateHolder certificate(KeyPair pair, Domain hostname, Instant now)
      throws IOException, OperatorCreationException {
    // the name is in the alternatives; a common name is limited to 64 characters (RFC 5280 §A.1)
    X500Name nobody = new X500Name("CN=Dromedary self-signed");
    return new JcaX509v3CertificateBuilder(
            nobody,
            new BigInteger(128, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFETIME)),
            nobody,
            pair.getPublic())
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, hostname.ascii())))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }
}
