package org.dromedary.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.dromedary.routing.Mailbox;

/** Makes the directories of mailboxes, durably, once each; safe for use by several threads. */
final class MaildirDirectories {
  private final Path root;
  private final DurableFiles files;
  private final Lock making = new ReentrantLock();
  private final ConcurrentMap<Mailbox.Kept, Maildir> made = new ConcurrentHashMap<>();

  MaildirDirectories(Path root, DurableFiles files) {
    this.root = root;
    this.files = files;
  }

  /** The Maildir of a mailbox; its directories were there or are there durably now. */
  Maildir of(Mailbox.Kept mailbox) throws IOException {
    Maildir known = made.get(mailbox);
    if (known != null) {
      return known;
    }
    making.lock();
    try {
      Maildir maildir = new Maildir(root.resolve(mailbox.directory()));
      make(maildir);
      made.put(mailbox, maildir);
      return maildir;
    } finally {
      making.unlock();
    }
  }

  /** The directories are to be looked for again, since something went wrong in them. */
  void forget(Mailbox.Kept mailbox) {
    made.remove(mailbox);
  }

  private void make(Maildir maildir) throws IOException {
    makeRoot(root);
    Path path = root;
    for (Path segment : root.relativize(maildir.directory())) {
      path = makeDurably(path, segment);
    }
    files.makeDirectory(maildir.temporary());
    files.makeDirectory(maildir.fresh());
    files.makeDirectory(maildir.current());
    files.syncDirectory(maildir.directory());
  }

  private void makeRoot(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      makeRoot(parent);
    }
    files.makeDirectory(directory);
    if (parent != null && Files.isReadable(parent)) { // it may be others' and none of our business
      files.syncDirectory(parent);
    }
  }

  /** Synced even if it is there: a crash may have come between making and syncing it. */
  private Path makeDurably(Path parent, Path segment) throws IOException {
    files.makeDirectory(parent.resolve(segment));
    files.syncDirectory(parent);
    return parent.resolve(segment);
  }
}
