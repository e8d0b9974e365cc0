package org.dromedary.management;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log is written; {@code logback.xml} has the one that it begins with, text. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object for each line, for programs. */
  JSON;

  private static final String QUEUE = "queue";
  private static final String OUTPUT = "stdout";

  /**
   * Finds it by the name that {@link #toString} gives.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static LogFormat parse(String text) {
    return switch (text) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException("no such format");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes the log like this from now on. A configuration of another shape is left alone. */
  public void use() {
    if (this == JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Appender<ILoggingEvent> queue = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(QUEUE);
      if (queue instanceof AsyncAppenderBase<ILoggingEvent> async
          && async.getAppender(OUTPUT) instanceof OutputStreamAppender<ILoggingEvent> output) {
        writeJson(output, context);
      }
    }
  }

  private static void writeJson(OutputStreamAppender<ILoggingEvent> output, LoggerContext context) {
    JsonLines encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    output.stop();
    output.setEncoder(encoder);
    output.start();
  }
}
