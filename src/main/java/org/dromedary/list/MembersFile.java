package org.dromedary.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dromedary.routing.FileProblem;
import org.dromedary.routing.FileStamp;
import org.dromedary.users.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is a member, in a file that people may edit, too: it is read again whenever it has changed.
 * At any time there is the old one or the new one, which is on disk when a change returns. Safe for
 * use by several threads.
 */
final class MembersFile {
  private static final Logger LOG = LoggerFactory.getLogger(MembersFile.class);

  private final Path file;
  private FileStamp read;
  private Roster roster;
  private List<FileProblem> problems = List.of();

  MembersFile(Path file) throws IOException {
    this.file = file;
    this.read = FileStamp.of(file);
    this.roster = reread();
  }

  /** As the file is now; nobody, when there is none. */
  synchronized Roster roster() throws IOException {
    FileStamp now = FileStamp.of(file);
    if (!now.equals(read)) {
      roster = reread();
      read = now;
    }
    return roster;
  }

  /** Lines that are nobody. */
  synchronized List<FileProblem> problems() {
    return problems;
  }

  private Roster reread() throws IOException {
    List<FileProblem> found = new ArrayList<>();
    String text = Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    Roster next = Roster.parse(file.toString(), text, found);
    found.forEach(problem -> LOG.error("{}", problem));
    problems = List.copyOf(found);
    return next;
  }

  /**
   * Changes it; false when there is nothing to change.
   *
   * @param announcement is made when there is something to change, before it is; if it throws,
   *     nothing is changed
   */
  synchronized boolean change(Function<Roster, Roster> change, Runnable announcement)
      throws IOException {
    Roster before = roster();
    Roster after = change.apply(before);
    if (after.text().equals(before.text())) {
      return false;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    announcement.run();
    PrivateFiles.replace(file, after.text());
    roster = after;
    read = FileStamp.of(file);
    return true;
  }
}
