package org.dromedary.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A new password: typed twice at the terminal, or a line of standard input. */
final class NewPassword {
  private static final int MAXIMUM_LENGTH = 1024;

  @Option(
      names = "--password-stdin",
      description = "Takes the first line of standard input as the password.")
  private boolean fromStandardInput;

  private final PasswordInput input;

  NewPassword(PasswordInput input) {
    this.input = input;
  }

  /**
   * Reads it.
   *
   * @throws UnusableException when there is none that can be taken
   */
  String read() throws IOException, UnusableException {
    String password = fromStandardInput ? line() : typed();
    if (password.isEmpty() || password.length() > MAXIMUM_LENGTH) {
      throw new UnusableException("a password has 1 to " + MAXIMUM_LENGTH + " characters");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw new UnusableException("the password has control characters");
    }
    return password;
  }

  private String line() throws IOException, UnusableException {
    return input.line().orElseThrow(() -> new UnusableException("standard input is empty"));
  }

  private String typed() throws UnusableException {
    String password =
        input
            .typed("New password: ")
            .orElseThrow(() -> new UnusableException("there is no terminal; use --password-stdin"));
    if (!input.typed("The same again: ").equals(Optional.of(password))) {
      throw new UnusableException("that was not the same");
    }
    return password;
  }

  /** The password cannot be taken; the reason is for the operator. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    UnusableException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
