package org.dromedary.list;

import java.util.Objects;
import java.util.Set;
import org.dromedary.mail.Domain;
import org.dromedary.routing.TableResult;

/** Lists for tests, as they stand in a file. */
final class Lists {
  static final Set<Domain> LOCAL = Set.of(Domain.parse("example.org"), Domain.parse("example.com"));

  private Lists() {}

  /** What a file with these lists says. */
  static MailingLists of(String yaml) {
    TableResult<MailingLists> read = ListsFile.parse("lists.yaml", yaml, LOCAL);
    if (read instanceof TableResult.Valid<MailingLists> valid) {
      return valid.value();
    }
    throw new IllegalArgumentException(read.toString());
  }

  /** The list {@code dev@example.org} with further keys, each a line. */
  static MailingList dev(String... keys) {
    StringBuilder yaml =
        new StringBuilder("lists:\n  - address: dev@example.org\n    owner: owner@example.org\n");
    for (String key : keys) {
      yaml.append("    ").append(key).append('\n');
    }
    return Objects.requireNonNull(of(yaml.toString()).all().getFirst());
  }
}
