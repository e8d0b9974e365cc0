package org.dromedary.cli;

import java.io.IOException;
import java.util.Optional;

/** Where a password comes from; never from an argument, which others of the machine can see. */
public interface PasswordInput {

  /**
   * Asks for it at the terminal, without showing what is typed.
   *
   * @return empty when there is no terminal or nothing was typed
   */
  Optional<String> typed(String prompt);

  /**
   * Reads one line of standard input, which is UTF-8.
   *
   * @return without its line break; empty at the end of the input
   */
  Optional<String> line() throws IOException;
}
