package org.dromedary.routing;

/**
 * One thing that is wrong in a table file; all texts are without control characters.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param key where in the file, such as {@code aliases[2].to[0]}; empty for the file as a whole
 * @param problem what is wrong
 * @param remedy what the operator can do
 */
public record FileProblem(
    String file, int line, int column, String key, String problem, String remedy) {
  private static final int MAXIMUM_LENGTH = 400;

  public FileProblem {
    file = printable(file);
    key = printable(key);
    problem = printable(problem);
    remedy = printable(remedy);
  }

  /** Of a file as a whole. */
  static FileProblem of(String file, String problem, String remedy) {
    return new FileProblem(file, 1, 1, "", problem, remedy);
  }

  private static String printable(String text) {
    String cut = text.length() > MAXIMUM_LENGTH ? text.substring(0, MAXIMUM_LENGTH) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
  }

  /** On one line: {@code routes/mailboxes.yaml:7:11: aliases[2].to[0]: problem; remedy}. */
  @Override
  public String toString() {
    String place = file + ":" + line + ":" + column + ": ";
    return place + (key.isEmpty() ? "" : key + ": ") + problem + "; " + remedy;
  }
}
