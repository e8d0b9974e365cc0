package org.dromedary.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dromedary.mail.MailAddress;
import org.dromedary.routing.FileProblem;

/**
 * What a member file says: one address a line, comments after {@code #}; immutable. What is no
 * member stays as it was written.
 */
final class Roster {
  private final List<Line> lines;
  private final Map<String, Member> members;
  private final List<MailAddress> active;

  /** A line as it was written, and the member in it. */
  private record Line(String text, Optional<Member> member) {}

  private Roster(List<Line> lines) {
    this.lines = List.copyOf(lines);
    this.members = new LinkedHashMap<>();
    for (Line line : lines) {
      line.member().ifPresent(each -> members.putIfAbsent(key(each), each));
    }
    this.active = members.values().stream().filter(Member::isActive).map(Member::address).toList();
  }

  /** Reads a file; a line with a mistake is nobody, and the others count. */
  static Roster parse(String file, String text, List<FileProblem> problems) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.strip().startsWith("#")) {
        lines.add(new Line(line, Optional.empty()));
      } else {
        try {
          lines.add(new Line(line, Optional.of(Member.parse(line))));
        } catch (IllegalArgumentException e) {
          lines.add(new Line(line, Optional.empty()));
          problems.add(
              new FileProblem(
                  file,
                  lines.size(),
                  1,
                  "",
                  "'" + line.strip() + "': " + e.getMessage(),
                  "write an address such as bob@example.net, or # before a comment"));
        }
      }
    }
    return new Roster(lines);
  }

  private static String key(Member member) {
    return MailingLists.key(member.address());
  }

  /** Who gets mail. */
  List<MailAddress> active() {
    return active;
  }

  /** These, and those that get no more because it came back. */
  List<Member> all() {
    return List.copyOf(members.values());
  }

  Optional<Member> find(MailAddress address) {
    return Optional.ofNullable(members.get(MailingLists.key(address)));
  }

  /** With this member, in the place of what was said of him before. */
  Roster with(Member member) {
    List<Line> others = new ArrayList<>();
    Line added = new Line(member.line(), Optional.of(member));
    boolean written = false;
    for (Line line : lines) {
      if (!isOf(line, member.address())) {
        others.add(line);
      } else if (!written) {
        others.add(added);
        written = true;
      }
    }
    if (!written) {
      others.add(added);
    }
    return new Roster(others);
  }

  Roster without(MailAddress address) {
    return new Roster(lines.stream().filter(line -> !isOf(line, address)).toList());
  }

  private static boolean isOf(Line line, MailAddress address) {
    return line.member().filter(m -> key(m).equals(MailingLists.key(address))).isPresent();
  }

  /** As a file. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }
}
