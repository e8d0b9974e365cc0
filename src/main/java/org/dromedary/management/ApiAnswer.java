package org.dromedary.management;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status of HTTP: 200 and so on
 * @param type of the body, such as {@code application/json}
 * @param text the body; empty for none
 * @param body the body instead, made while it is sent
 */
public record ApiAnswer(int status, String type, String text, Optional<Body> body) {
  private static final String JSON = "application/json";
  private static final long BETWEEN_FLUSHES_NANOS = Duration.ofMillis(200).toNanos();

  /** Writes a body. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it, and does not close. Blocks; what it throws ends the answer half-way. */
    void writeTo(OutputStream out) throws Exception;
  }

  /** Writes a body line by line. */
  @FunctionalInterface
  public interface Lines {
    /** Writes all lines. Blocks; what it throws ends the answer half-way. */
    void writeTo(Line line) throws Exception;
  }

  /** Takes a line. */
  @FunctionalInterface
  public interface Line {
    /**
     * Sends it.
     *
     * @param json one object without a line break
     * @throws IOException when the client has gone
     */
    void write(String json) throws IOException;
  }

  public ApiAnswer(int status, String json) {
    this(status, JSON, json, Optional.empty());
  }

  /** What was asked for. */
  public static ApiAnswer ok(String json) {
    return new ApiAnswer(200, json);
  }

  /** What was asked for, one JSON object on each line, however many. */
  public static ApiAnswer lines(Lines lines) {
    return of("application/x-ndjson", out -> lines.writeTo(line(out)));
  }

  /** Flushed now and then, since who reads it may show how it gets on. */
  private static Line line(OutputStream out) {
    long[] flushedAt = {System.nanoTime() - BETWEEN_FLUSHES_NANOS};
    return json -> {
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
      long now = System.nanoTime();
      if (now - flushedAt[0] > BETWEEN_FLUSHES_NANOS) {
        out.flush();
        flushedAt[0] = now;
      }
    };
  }

  /** Something else than JSON. */
  public static ApiAnswer of(String type, Body body) {
    return new ApiAnswer(200, type, "", Optional.of(body));
  }

  /** The same that is short. */
  public static ApiAnswer of(String type, String text) {
    return new ApiAnswer(200, type, text, Optional.empty());
  }

  /** It is done, and there is nothing to say of it. */
  public static ApiAnswer done() {
    return new ApiAnswer(204, "");
  }

  /** It cannot be done (RFC 9457). */
  static ApiAnswer problem(int status, String json) {
    return new ApiAnswer(status, "application/problem+json", json, Optional.empty());
  }
}
