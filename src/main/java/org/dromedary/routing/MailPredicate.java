package org.dromedary.routing;

/** A condition in an expression language. */
@FunctionalInterface
public interface MailPredicate {

  /**
   * Whether a mail meets it; an expression that fails for it is not met.
   *
   * @throws RuntimeException when the mail cannot be read
   */
  boolean matches(MailView mail);

  /** Makes conditions of texts. */
  @FunctionalInterface
  interface Parser {
    /** Where there is no such language. */
    Parser NONE =
        text -> {
          throw new IllegalArgumentException("there are no expressions here");
        };

    /**
     * Parses and tries one.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    MailPredicate parse(String text);
  }
}
