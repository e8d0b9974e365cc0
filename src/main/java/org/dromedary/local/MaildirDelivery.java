package org.dromedary.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dromedary.mail.Domain;
import org.dromedary.mail.SmtpReply;
import org.dromedary.queue.DeliveryOutcome;
import org.dromedary.queue.DeliveryOutcome.Deferred;
import org.dromedary.queue.DeliveryOutcome.Delivered;
import org.dromedary.queue.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to Maildirs: one file per mail and recipient, with {@code Return-Path} and {@code
 * Delivered-To} before what came, lines ending in LF. Safe for use by several threads; blocks on
 * the disk.
 *
 * <p>If a delivery is repeated for the same queue id and recipient, the first copy is found again
 * as long as it is in {@code new}, or in {@code cur} with the flags of an unread or a read mail;
 * for a mail that arrived before this object was made (so before a restart) with any flags. The
 * limit: a first copy that a user has moved to another folder or removed before the repetition is
 * delivered again.
 */
public final class MaildirDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(MaildirDelivery.class);

  private static final SmtpReply DELIVERED = SmtpReply.of(250, "2.0.0", "delivered to mailbox");

  private final Domain hostname;
  private final DurableFiles files;
  private final MaildirDirectories directories;
  private final StaleTemporaryFiles staleFiles;
  private final Instant since;
  private final AtomicLong attempts = new AtomicLong();

  /**
   * @param mailboxes the directory under which the directories of all mailboxes are; made if needed
   * @param hostname our name, a part of each file's name
   */
  public MaildirDelivery(Path mailboxes, Domain hostname, InstantSource clock) {
    this(mailboxes, hostname, clock, new PosixFiles());
  }

  MaildirDelivery(Path mailboxes, Domain hostname, InstantSource clock, DurableFiles files) {
    this.hostname = hostname;
    this.files = files;
    this.directories = new MaildirDirectories(mailboxes, files);
    this.staleFiles = new StaleTemporaryFiles(clock);
    this.since = clock.instant();
  }

  /** Delivered: the mail is durable in the mailbox. Deferred: it is not there. Never failed. */
  public DeliveryOutcome deliver(LocalMail mail) {
    String relay = "maildir[" + mail.mailbox().name() + "]";
    try {
      Maildir maildir = directories.of(mail.mailbox());
      store(mail, maildir);
      removeStaleFiles(maildir);
      return new Delivered(mail.recipient(), relay, DELIVERED);
    } catch (IOException e) {
      directories.forget(mail.mailbox());
      DiskFailure failure = DiskFailure.of(e);
      LogContext.about(
          mail.queueId(),
          () -> LOG.warn("{}: not delivered to {}: {}", mail.queueId(), relay, failure.detail()));
      return new Deferred(mail.recipient(), relay, failure.reply());
    }
  }

  private void store(LocalMail mail, Maildir maildir) throws IOException {
    MaildirName name = MaildirName.of(mail, hostname);
    Path temporary = maildir.temporary().resolve(name.base() + ".P" + uniqueSuffix());
    try {
      StoredMail stored = new StoredMail(mail);
      files.write(temporary, stored::writeTo);
      String fullName = name.sized(stored);
      Optional<Path> earlier = maildir.holding(fullName, mail.arrival().isBefore(since));
      if (earlier.isEmpty()) {
        files.rename(temporary, maildir.fresh().resolve(fullName));
      }
      files.syncDirectory(earlier.orElse(maildir.fresh()));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private String uniqueSuffix() {
    // in a container the process id is always the same, so the start of this object goes in too
    return ProcessHandle.current().pid()
        + "M"
        + since.toEpochMilli()
        + "A"
        + attempts.incrementAndGet();
  }

  private void removeStaleFiles(Maildir maildir) {
    try {
      staleFiles.remove(maildir.temporary());
    } catch (IOException e) {
      // the mail is delivered all the same; the next look is in an hour
      LOG.warn("cannot clean up {}: {}", maildir.temporary(), DiskFailure.of(e).detail());
    }
  }
}
