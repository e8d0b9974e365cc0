package org.dromedary.list;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is a member of which list; changes are on disk on return. Safe for several threads. */
public final class Memberships {
  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);

  /** Mail that came back before so many days is forgotten. */
  static final int WINDOW_DAYS = 30;

  /**
   * Is told of changes before they are made: were it told afterwards, a crash in between would
   * leave a change that nobody tells, since it is made when its request comes again. If it throws,
   * the change is not made.
   */
  public interface Witness {
    void subscribed(MailingList list, MailAddress member, ChangedBy by);

    void unsubscribed(MailingList list, MailAddress member, ChangedBy by);
  }

  /** Asks a route who is a member. */
  @FunctionalInterface
  public interface MemberRoute {
    /**
     * The members as the route says.
     *
     * @throws RuntimeException of any kind when it fails, or answers something else
     */
    List<MailAddress> ask(MailAddress list, String uri);
  }

  private final Path directory;
  private final MemberRoute route;
  private final Witness witness;
  private final InstantSource clock;
  private final ConcurrentMap<String, MembersFile> files = new ConcurrentHashMap<>();

  /**
   * @param directory where member files are
   * @param clock says which day it is (UTC) when mail comes back
   */
  public Memberships(Path directory, MemberRoute route, Witness witness, InstantSource clock) {
    this.directory = directory;
    this.route = route;
    this.witness = witness;
    this.clock = clock;
  }

  /**
   * Who gets mail.
   *
   * @throws IOException when the file cannot be read, or the route fails
   */
  List<MailAddress> active(MailingList list) throws IOException {
    return switch (list.members()) {
      case MemberSource.Listed listed -> file(listed).roster().active();
      case MemberSource.ByRoute by -> ask(list, by);
    };
  }

  private List<MailAddress> ask(MailingList list, MemberSource.ByRoute by) throws IOException {
    try {
      return route.ask(list.address(), by.uri());
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(by.uri() + " failed: " + cause, e);
    }
  }

  /** The same, with those who get no more because it came back. */
  public List<Member> all(MailingList list) throws IOException {
    return switch (list.members()) {
      case MemberSource.Listed listed -> file(listed).roster().all();
      case MemberSource.ByRoute by -> active(list).stream().map(Member::of).toList();
    };
  }

  /** Whether somebody gets mail. */
  boolean isActive(MailingList list, MailAddress address) throws IOException {
    return switch (list.members()) {
      case MemberSource.Listed listed ->
          file(listed).roster().find(address).filter(Member::isActive).isPresent();
      case MemberSource.ByRoute by ->
          active(list).stream()
              .anyMatch(each -> MailingLists.key(each).equals(MailingLists.key(address)));
    };
  }

  private MembersFile file(MemberSource.Listed listed) throws IOException {
    try {
      return files.computeIfAbsent(listed.name(), this::open);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private MembersFile open(String name) {
    try {
      return new MembersFile(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a member, also one who was disabled.
   *
   * @return false when he is one
   * @throws IllegalArgumentException when a route says who is a member
   */
  public boolean subscribe(MailingList list, MailAddress address, ChangedBy by) throws IOException {
    boolean changed =
        ownFile(list)
            .change(
                roster ->
                    roster.find(address).filter(Member::isActive).isPresent()
                        ? roster
                        : roster.with(Member.of(address)),
                () -> witness.subscribed(list, address, by));
    if (changed) {
      LOG.info("{}: {} is subscribed by {}", list, address, by);
    }
    return changed;
  }

  /**
   * Removes a member.
   *
   * @return false when he is none
   * @throws IllegalArgumentException when a route says who is a member
   */
  public boolean unsubscribe(MailingList list, MailAddress address, ChangedBy by)
      throws IOException {
    AtomicBoolean wasActive = new AtomicBoolean();
    boolean changed =
        ownFile(list)
            .change(
                roster -> {
                  wasActive.set(roster.find(address).filter(Member::isActive).isPresent());
                  return roster.without(address);
                },
                () -> {
                  if (wasActive.get()) { // else it was told when he was disabled
                    witness.unsubscribed(list, address, by);
                  }
                });
    if (changed && wasActive.get()) {
      LOG.info("{}: {} is unsubscribed by {}", list, address, by);
    }
    return changed;
  }

  private MembersFile ownFile(MailingList list) throws IOException {
    return switch (list.members()) {
      case MemberSource.Listed listed -> file(listed);
      case MemberSource.ByRoute by ->
          throw new IllegalArgumentException("who is a member is said by " + by.uri());
    };
  }

  /** A member's mail came back; this counts once a day, and not when a route says who he is. */
  void bounced(MailingList list, MailAddress address) throws IOException {
    if (!(list.members() instanceof MemberSource.Listed listed)) {
      LOG.info("{}: mail for {} came back", list, address);
      return;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int limit = list.rules().bounces();
    MembersFile file = file(listed);
    AtomicBoolean disabled = new AtomicBoolean();
    boolean counted =
        file.change(
            roster ->
                roster
                    .find(address)
                    .map(
                        member -> {
                          Member after = member.bounced(today, limit, WINDOW_DAYS);
                          disabled.set(member.isActive() && !after.isActive());
                          return roster.with(after);
                        })
                    .orElse(roster),
            () -> {
              if (disabled.get()) {
                witness.unsubscribed(list, address, ChangedBy.BOUNCES);
              }
            });
    if (counted) {
      LOG.info("{}: mail for {} came back", list, address);
    }
    if (counted && disabled.get()) {
      LOG.warn("{}: {} gets no more, his mail came back on {} days", list, address, limit);
    }
  }

  /** Lines of member files that are nobody, and files that cannot be read. */
  public List<FileProblem> problems(MailingLists lists) {
    return lists.all().stream()
        .flatMap(
            list ->
                list.members() instanceof MemberSource.Listed listed
                    ? problems(listed).stream()
                    : List.<FileProblem>of().stream())
        .toList();
  }

  private List<FileProblem> problems(MemberSource.Listed listed) {
    try {
      MembersFile file = file(listed);
      var unused = file.roster();
      return file.problems();
    } catch (IOException e) {
      return List.of(
          new FileProblem(
              directory.resolve(listed.name()).toString(),
              1,
              1,
              "",
              "cannot be read: " + e,
              "let the user of the router read it"));
    }
  }
}
