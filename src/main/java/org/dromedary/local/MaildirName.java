package org.dromedary.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dromedary.mail.Domain;

/**
 * The name of a mail in a Maildir: {@code <seconds>.Q<queue id>R<recipient>.<host>}.
 *
 * <p>Unlike the usual process id and counter, the middle part is the same whenever the same mail is
 * delivered to the same recipient again, so that the first copy can be recognized.
 *
 * @param base without size and flags; no slash, colon or comma, at most 128 characters
 */
record MaildirName(String base) {
  private static final int RECIPIENT_OCTETS = 8;
  private static final int MAXIMUM_HOST_LENGTH = 64;

  static MaildirName of(LocalMail mail, Domain hostname) {
    String host = hostname.ascii().replaceAll("[^a-z0-9.-]", "_");
    String cut = host.substring(0, Math.min(host.length(), MAXIMUM_HOST_LENGTH));
    long seconds = mail.arrival().getEpochSecond();
    return new MaildirName(
        seconds + ".Q" + mail.queueId() + "R" + recipientDigest(mail) + "." + cut);
  }

  private static String recipientDigest(LocalMail mail) {
    byte[] recipient = mail.recipient().address().toString().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipient);
      return HexFormat.of().formatHex(digest, 0, RECIPIENT_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The name in {@code new}, with what readers need not count then: octets as kept and as sent. */
  String sized(StoredMail stored) {
    return base + ",S=" + stored.octets() + ",W=" + stored.crlfOctets();
  }
}
