package org.dromedary.tracing;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Takes to our log what OpenTelemetry says to that of Java, mostly that nobody takes traces. */
final class ExportLog extends Handler {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ExportLog.class);

  /** Kept here since Java forgets loggers that nobody has. */
  private final Logger source = Logger.getLogger("io.opentelemetry");

  private final SimpleFormatter formatter = new SimpleFormatter();

  ExportLog() {
    source.setUseParentHandlers(false);
    source.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      LOG.warn("{}", formatter.formatMessage(line));
    }
  }

  @Override
  public void flush() {
    // there is nothing that waits
  }

  @Override
  public void close() {
    source.removeHandler(this);
    source.setUseParentHandlers(true);
  }
}
