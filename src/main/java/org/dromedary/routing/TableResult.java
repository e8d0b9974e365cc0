package org.dromedary.routing;

import java.util.List;

/** What reading a table file gave. */
public sealed interface TableResult<T> {

  /** The file is right. */
  record Valid<T>(T value) implements TableResult<T> {}

  /**
   * The file is not used.
   *
   * @param problems all of them, at least one
   */
  record Invalid<T>(List<FileProblem> problems) implements TableResult<T> {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
