package org.dromedary;

import java.net.BindException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.FailedToCreateRouteException;
import org.dromedary.camel.RouteFileException;

/** The router cannot start; each line says one thing that is in the way. */
public final class RouterStartException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  RouterStartException(List<?> problems) {
    super("the configuration has problems");
    this.lines = problems.stream().map(Object::toString).toList();
  }

  RouterStartException(Exception cause) {
    super(cause);
    this.lines = List.of(line(cause));
  }

  /** At least one, without line breaks. */
  public List<String> lines() {
    return lines;
  }

  private static String line(Exception cause) {
    Throwable deepest = cause;
    String where = "";
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (next instanceof RouteFileException || next instanceof BindException) {
        return oneLine("", next);
      }
      if (next instanceof FailedToCreateRouteException route) {
        where = "route " + route.getRouteId() + ": ";
      }
      deepest = next;
    }
    return oneLine(where, deepest);
  }

  private static String oneLine(String where, Throwable cause) {
    String text = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    return "cannot start: " + where + text.replaceAll("\\s+", " ");
  }
}
