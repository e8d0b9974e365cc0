package org.dromedary.dsn;

/**
 * Header-like fields, one under the other, each folded. For one thread.
 *
 * <p>Whatever a value contains, it stays in its field: it goes through {@link Untrusted} here, and
 * a continuation line always begins with a space and is never blank (RFC 5322 §2.2.3, §3.2.2).
 */
public final class FieldBlock {
  /** RFC 5322 §2.1.1: lines should have at most 78 characters. */
  private static final int WANTED_LENGTH = 78;

  /** RFC 5322 §2.1.1. */
  private static final int MAXIMUM_OCTETS = 998;

  private final StringBuilder text = new StringBuilder();
  private final boolean utf8;

  /**
   * @param utf8 whether characters outside ASCII may stand in a value (RFC 6532 §3.2); else they
   *     become {@code ?}
   */
  public FieldBlock(boolean utf8) {
    this.utf8 = utf8;
  }

  /** Adds a field. */
  public FieldBlock add(String name, String value) {
    String clean = utf8 ? Untrusted.line(value) : Untrusted.asciiLine(value);
    fold(name + ": " + clean, name.length() + 2);
    return this;
  }

  /** The blank line between groups of fields. */
  FieldBlock endGroup() {
    text.append("\r\n");
    return this;
  }

  private void fold(String field, int valueStart) {
    String rest = field;
    int earliest = valueStart;
    while (rest.length() > WANTED_LENGTH) {
      int space = foldingSpace(rest, earliest);
      if (space < 0) {
        break;
      }
      appendLine(rest.substring(0, space));
      rest = rest.substring(space);
      earliest = 1;
    }
    appendLine(rest);
  }

  /** The last space that keeps the line short, else the first; the next character is not one. */
  private static int foldingSpace(String line, int earliest) {
    int found = -1;
    for (int i = earliest + 1; i + 1 < line.length(); i++) {
      boolean usable = line.charAt(i) == ' ' && line.charAt(i + 1) != ' ';
      if (usable && (i <= WANTED_LENGTH || found < 0)) {
        found = i;
      }
    }
    return found;
  }

  /** A line; one without a place to fold is cut, with a space, if it is too long to send. */
  private void appendLine(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
      int next = utf8Octets(line.codePointAt(i));
      if (octets + next > MAXIMUM_OCTETS) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(line.codePointAt(i));
      octets += next;
    }
    text.append("\r\n");
  }

  private static int utf8Octets(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** All fields, each line with its CRLF. */
  @Override
  public String toString() {
    return text.toString();
  }
}
