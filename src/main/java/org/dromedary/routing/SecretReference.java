package org.dromedary.routing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a password or a token is; never what it is, so that it can be printed. */
public sealed interface SecretReference {
  /** How a reference is written. */
  String SYNTAX = "write {{env:NAME}} or {{file:/path/of/a/file}}";

  /**
   * What it is now. Blocks for a file.
   *
   * @throws IOException when it is not there, empty or not readable; the message names the place
   */
  String resolve() throws IOException;

  /** A variable of the environment, set when the router was started. */
  record Environment(String name) implements SecretReference {
    @Override
    public String resolve() throws IOException {
      return Optional.ofNullable(System.getenv(name))
          .filter(value -> !value.isEmpty())
          .orElseThrow(() -> new IOException("the environment has no " + name));
    }

    @Override
    public String toString() {
      return "{{env:" + name + "}}";
    }
  }

  /** The first line of a file, read whenever it is needed: it may be changed at any time. */
  record InFile(Path file) implements SecretReference {
    private static final int MAXIMUM_OCTETS = 64 << 10;

    @Override
    public String resolve() throws IOException {
      try {
        if (Files.size(file) > MAXIMUM_OCTETS) {
          throw new IOException(file + " is too large");
        }
        return Files.readString(file, StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .filter(line -> !line.isEmpty())
            .orElseThrow(() -> new IOException(file + " is empty"));
      } catch (NoSuchFileException e) {
        throw new IOException(file + " does not exist", e);
      } catch (CharacterCodingException e) {
        throw new IOException(file + " is not UTF-8", e);
      }
    }

    @Override
    public String toString() {
      return "{{file:" + file + "}}";
    }
  }

  /**
   * Parses {@code {{env:NAME}}} or {@code {{file:/path}}}.
   *
   * @throws IllegalArgumentException when it is something else; the message does not repeat it,
   *     since it may be the secret itself
   */
  static SecretReference parse(String text) {
    Matcher matcher = Pattern.compile("\\{\\{(env|file):([^{}]+)}}").matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a reference");
    }
    String place = matcher.group(2);
    if (matcher.group(1).equals("env")) {
      return new Environment(place);
    }
    Path file = Path.of(place);
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path");
    }
    return new InFile(file);
  }
}
