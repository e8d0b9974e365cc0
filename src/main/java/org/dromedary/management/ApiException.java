package org.dromedary.management;

import java.io.Serial;
import java.util.List;

/** A request that is not answered as it wants; the answer says why. */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<String> problems;

  /**
   * Says why.
   *
   * @param status of HTTP: 400 and higher
   * @param problems for the client
   */
  public ApiException(int status, List<String> problems) {
    super(String.join("; ", problems));
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  /** The same with one problem. */
  public ApiException(int status, String problem) {
    this(status, List.of(problem));
  }

  int status() {
    return status;
  }

  List<String> problems() {
    return problems;
  }
}
