package org.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
  }

  private String line(String message, Throwable... thrown) {
    Logger logger = context.getLogger("org.dromedary.queue.Thing");
    var queue = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("queue");
    var appender = (ConsoleAppender<ILoggingEvent>) queue.getAppender("stdout");
    LoggingEvent event =
        new LoggingEvent(
            "", logger, Level.WARN, message, thrown.length == 0 ? null : thrown[0], new Object[0]);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aLineHasTimeLevelLoggerAndMessage() {
    assertThat(line("mail received"))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)"
                + " WARN  Thing - mail received\\s*\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u0000", "\u001b[31m", "\u0085", "\u2028", "\u000b"})
  void nothingInAMessageBreaksItsLine(String evil) {
    String line = line("a" + evil + "2026-01-01 forged");

    assertThat(line).endsWith("\n");
    assertThat(line.strip().chars())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    assertThat(line).contains("forged");
  }

  @Test
  void aStackTraceStaysOnTheLine() {
    String line = line("it broke", new IllegalStateException("cause\nforged"));

    assertThat(line.strip()).doesNotContain("\n", "\t").contains("IllegalStateException: cause | ");
    assertThat(line).contains("LogFormatTest");
  }

  @Test
  void otherLibrariesAreQuietUnlessTheyWarn() {
    assertThat(context.getLogger("org.dromedary.x").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("org.apache.camel.x").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("org.apache.activemq.x").getEffectiveLevel())
        .isEqualTo(Level.WARN);
    assertThat(context.getLogger("io.netty.x").getEffectiveLevel()).isEqualTo(Level.WARN);
  }
}
