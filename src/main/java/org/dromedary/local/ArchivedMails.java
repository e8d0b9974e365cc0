package org.dromedary.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks into the archive, a Maildir: newest first, without an index, so a search that finds little
 * reads the header of each mail in its time. Nothing is changed there. Safe for use by several
 * threads.
 */
public final class ArchivedMails {
  private static final Pattern NAME = Pattern.compile("((\\d{1,11})\\.Q[A-Za-z0-9._-]+),.*");

  private final Supplier<Path> directory;

  /**
   * @param directory of the Maildir, as it is now
   */
  public ArchivedMails(Supplier<Path> directory) {
    this.directory = directory;
  }

  /** A file of the Maildir. */
  private record Name(String id, Instant at, Path file) {
    static Stream<Name> of(Path file) {
      Matcher matcher = NAME.matcher(file.getFileName().toString());
      return matcher.matches()
          ? Stream.of(
              new Name(
                  matcher.group(1), Instant.ofEpochSecond(Long.parseLong(matcher.group(2))), file))
          : Stream.empty();
    }
  }

  /**
   * A page of mails.
   *
   * @param after the id of the last one of the page before
   * @throws IOException when the Maildir cannot be read
   */
  public List<ArchivedMail> list(ArchiveFilter filter, Optional<String> after, int limit)
      throws IOException {
    List<Name> names =
        names(
            name ->
                filter.hasTime(name.at())
                    && after.filter(last -> name.id().compareTo(last) >= 0).isEmpty());
    List<ArchivedMail> found = new ArrayList<>();
    for (Name name : names) {
      if (found.size() == limit) {
        break;
      }
      read(name, filter).ifPresent(found::add);
    }
    return found;
  }

  /** The mail of this id. */
  public Optional<ArchivedMail> find(String id) throws IOException {
    Optional<Name> name = names(each -> each.id().equals(id)).stream().findFirst();
    return name.isPresent() ? read(name.get(), ArchiveFilter.ALL) : Optional.empty();
  }

  private List<Name> names(Predicate<Name> wanted) throws IOException {
    List<Name> names = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> files = Files.list(directory.get().resolve(part))) {
        files.flatMap(Name::of).filter(wanted).forEach(names::add);
      } catch (NoSuchFileException e) {
        // nothing was archived yet
      }
    }
    names.sort(Comparator.comparing(Name::id).reversed());
    return names;
  }

  /** Empty for what does not match, was not archived by us, or has gone meanwhile. */
  private static Optional<ArchivedMail> read(Name name, ArchiveFilter filter) throws IOException {
    try {
      ArchivedHeader header = ArchivedHeader.read(name.file());
      long size = Files.size(name.file());
      return header
          .envelope()
          .map(
              paths ->
                  new ArchivedMail(
                      name.id(),
                      name.at(),
                      paths.getFirst(),
                      paths.subList(1, paths.size()),
                      header.values("Subject").stream().findFirst().orElse(""),
                      size,
                      name.file()))
          .filter(mail -> filter.matches(mail, header));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // a reader has moved it from new to cur, or removed it
    }
  }
}
