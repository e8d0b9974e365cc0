package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dromedary.Main;

/** A router in a process of its own, on the class path of the tests. */
public final class RouterProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("is ready: SMTP on 127\\.0\\.0\\.1:(\\d+),");

  private final Process process;
  private final Path output;

  private RouterProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code dromedary run} with the options of the launcher; it is not ready yet.
   *
   * @param output file for what it prints
   * @param settings as of {@link RouterUnderTest#settings}
   */
  public static RouterProcess start(
      Path output, Map<String, String> settings, String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Ddromedary.home=" + RouterUnderTest.HOME);
    command.addAll(List.of(Main.class.getName(), "run"));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DROMEDARY_"));
    try {
      return new RouterProcess(builder.redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it accepts mail; gives where. */
  public InetSocketAddress awaitReady() {
    await().atMost(START_TIMEOUT).until(() -> !process.isAlive() || READY.matcher(output()).find());
    Matcher ready = READY.matcher(output());
    if (!ready.find()) {
      throw new IllegalStateException("it ended: " + output());
    }
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
  }

  /** Waits until it ends by itself; gives its exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end: " + output());
    }
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and waits for the end. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** What it has printed. */
  public String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
