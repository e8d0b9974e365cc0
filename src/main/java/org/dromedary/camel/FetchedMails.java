package org.dromedary.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dromedary.users.PrivateFiles;

/**
 * What was done with the mails of one remote mailbox that may still be in it, kept in a file: a
 * mail that is durable here but was not removed there is not taken twice, and one that cannot be
 * taken is looked at once. For one thread.
 */
final class FetchedMails {
  /** What was done with a mail. */
  enum State {
    TAKEN,
    REFUSED
  }

  private final Path file;
  private final Map<String, State> states;
  private final Set<String> listed = new HashSet<>();

  private FetchedMails(Path file, Map<String, State> states) {
    this.file = file;
    this.states = states;
  }

  /** Reads the file; without one nothing was done. */
  static FetchedMails open(Path file) {
    try {
      Map<String, State> states = new HashMap<>();
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> read(line, states));
      }
      return new FetchedMails(file, states);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static void read(String line, Map<String, State> states) {
    for (State state : State.values()) {
      if (line.startsWith(state + " ")) {
        states.put(line.substring(state.name().length() + 1), state);
      }
    }
  }

  /** Whether something was done with a mail, which is there; it is kept then. */
  boolean has(String uid, State state) {
    listed.add(uid);
    return states.get(uid) == state;
  }

  /** Keeps it; on disk on return. */
  void put(String uid, State state) {
    states.put(uid, state);
    write();
  }

  /** The mails that were asked for since the last call are all that there are. */
  void forgetOthers() {
    if (states.keySet().retainAll(listed)) {
      write();
    }
    listed.clear();
  }

  private void write() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      PrivateFiles.replace(
          file,
          new TreeMap<>(states)
              .entrySet().stream()
                  .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                  .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
