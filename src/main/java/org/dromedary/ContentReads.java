package org.dromedary;

import java.nio.file.Path;
import java.util.Optional;
import org.dromedary.events.Event;
import org.dromedary.events.Events;
import org.dromedary.events.NotRecordedException;
import org.dromedary.local.ArchivedMails;
import org.dromedary.mail.QueueId;
import org.dromedary.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who reads what is in mails: it is logged, and recorded as an event before anything is given. */
record ContentReads(Events events) {
  private static final Logger LOG = LoggerFactory.getLogger(ContentReads.class);

  /**
   * A mail on the queues.
   *
   * @throws NotRecordedException when it must not be given
   */
  void mail(String user, QueueId id) {
    LOG.info("{}: {} reads the content", id, user);
    events.record(new Event.Operated(user, "read", "id=" + id, 1));
  }

  /**
   * Mails in the archive.
   *
   * @throws NotRecordedException when they must not be given
   */
  void archive(String user, String action, String object, long mails) {
    LOG.info("archive: {} reads, {} {}, {} mails", user, action, object, mails);
    events.record(new Event.ArchiveRead(user, action, object, mails));
  }

  /** The archive, if there is one. */
  static Optional<ArchivedMails> archived(Settings settings, Tables tables) {
    Path mailboxes = settings.dataDirectory().resolve("mailboxes");
    return settings
        .routing()
        .archive()
        .map(
            archive ->
                new ArchivedMails(
                    () -> mailboxes.resolve(archive.in(tables.mailboxes().get()).directory())));
  }
}
