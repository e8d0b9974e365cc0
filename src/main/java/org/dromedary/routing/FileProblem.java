package org.dromedary.routing;

/**
 * One thing that is wrong in a table file; all texts are without control characters.
 *
 * @param line counted from 1
 * @param key where in the file, such as {@code aliases[2].to[0]}; empty for the file as a whole
 * @param problem what is wrong
 * @param remedy what the operator can do
 */
public record FileProblem(String file, int line, String key, String problem, String remedy) {
  private static final int MAXIMUM_LENGTH = 400;

  public FileProblem {
    file = printable(file);
    key = printable(key);
    problem = printable(problem);
    remedy = printable(remedy);
  }

  private static String printable(String text) {
    String cut = text.length() > MAXIMUM_LENGTH ? text.substring(0, MAXIMUM_LENGTH) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
  }

  /** On one line: {@code routes/mailboxes.yaml:7: aliases[2].to[0]: problem; remedy}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + problem + "; " + remedy;
  }
}
