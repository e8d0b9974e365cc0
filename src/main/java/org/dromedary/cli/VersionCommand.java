package org.dromedary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version of the router and of Java.")
public final class VersionCommand implements Callable<Integer> {
  /** Put into the jar by the build. */
  private static final String BUILD_PROPERTIES =
      "/META-INF/maven/org.dromedary/dromedary/pom.properties";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    spec.commandLine()
        .getOut()
        .println("dromedary " + version() + " (Java " + Runtime.version() + ")");
    return ExitCode.OK;
  }

  /** Of this build. */
  public static String version() throws IOException {
    try (InputStream properties = VersionCommand.class.getResourceAsStream(BUILD_PROPERTIES)) {
      if (properties == null) {
        return "development";
      }
      Properties parsed = new Properties();
      parsed.load(properties);
      return parsed.getProperty("version", "development");
    }
  }
}
