package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X17: what others wrote forges no line of the log and moves no terminal. */
final class LogFormatTest {
  private static final String FORGED = "x\r\n2026-11-26 ERROR forged\n\u001b[2J\u001b[31mred\u0007";

  @Test
  @DisplayName("X17 an event is one line of plain characters, whatever it holds")
  void anEventIsOneLineOfPlainCharactersWhateverItHolds() throws JoranException {
    LoggerContext loggers = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(loggers);
    configurator.doConfigure(
        Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml")));

    String line = written(loggers, new IllegalStateException(FORGED));

    assertThat(line).contains("forged", "IllegalStateException", "LogFormatTest").endsWith("\n");
    assertThat(line.strip().chars()).noneMatch(Character::isISOControl);
  }

  private static String written(LoggerContext loggers, Throwable thrown) {
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LoggingEvent event =
        new LoggingEvent("", root, Level.ERROR, "said {}", thrown, new Object[] {FORGED});
    LogQueue queue = (LogQueue) root.getAppender("queue");
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) queue.getAppender("console");
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
