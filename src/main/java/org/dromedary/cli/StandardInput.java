package org.dromedary.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The terminal and the standard input of this process. */
public record StandardInput(InputStream in) implements PasswordInput {

  @Override
  public Optional<String> typed(String prompt) {
    return Optional.ofNullable(System.console())
        .map((Console console) -> console.readPassword("%s", prompt))
        .map(String::new);
  }

  @Override
  public Optional<String> line() throws IOException {
    return Optional.ofNullable(
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine());
  }
}
