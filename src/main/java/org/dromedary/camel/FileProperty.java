package org.dromedary.camel;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;
import org.dromedary.routing.SecretReference;

/** {@code {{file:/run/secrets/name}}} in a route: the first line of a file. */
public final class FileProperty implements PropertiesFunction {
  @Override
  public String getName() {
    return "file";
  }

  @Override
  public String apply(String file) {
    if (!Path.of(file).isAbsolute()) {
      throw new IllegalArgumentException("{{file:" + file + "}} needs an absolute path");
    }
    try {
      return new SecretReference.InFile(Path.of(file)).resolve();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
