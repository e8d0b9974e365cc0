package org.dromedary.dns;

/** A name server answered that it has no answer. Stays in the package. */
final class NoAnswerException extends RuntimeException {
  NoAnswerException(String message) {
    super(message, null, false, false);
  }
}
