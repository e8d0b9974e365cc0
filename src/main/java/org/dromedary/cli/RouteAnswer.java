package org.dromedary.cli;

import java.util.List;

/**
 * What was found of the ways of a mail.
 *
 * @param <W> what is said of each way
 */
public sealed interface RouteAnswer<W> {

  /**
   * One way for each address that is reached: more than one when the recipient is an alias.
   *
   * @param ways at least one
   */
  record Ways<W>(List<W> ways) implements RouteAnswer<W> {
    public Ways {
      ways = List.copyOf(ways);
    }
  }

  /** Why not: problems of the settings or of the tables, a line each. */
  record Problems<W>(List<String> lines) implements RouteAnswer<W> {
    public Problems {
      lines = List.copyOf(lines);
    }
  }
}
