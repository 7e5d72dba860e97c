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
import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.log.LogFormat;
import dev.signalbox.gateway.log.RequestLog;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** X17: what others wrote forges no line of the log and moves no terminal. */
final class LogFormatTest {
  private static final String FORGED =
      "x\r\n2026-11-26 ERROR forged\n\u001b[2J\u001b[31mred\u0007\u009b31m\u2028next\u202e";

  @Test
  @DisplayName("X17 an event is one line of plain characters, whatever it holds")
  void anEventIsOneLineOfPlainCharactersWhateverItHolds() throws JoranException {
    LoggerContext loggers = standard();

    String line = written(loggers, new IllegalStateException(FORGED));

    assertThat(line)
        .contains("forged", "IllegalStateException", "LogFormatTest", "value=x ")
        .endsWith("\n");
    assertThat(line.strip().chars()).noneMatch(Character::isISOControl).doesNotContain(0x2028);
  }

  @Test
  @DisplayName("X17 as JSON it is one line of printable ASCII that holds everything")
  void asJsonItIsOneLineOfPrintableAsciiThatHoldsEverything() throws JoranException {
    LoggerContext loggers = standard();
    LogFormat.JSON.applyTo(loggers);

    String line = written(loggers, new IllegalStateException(FORGED));

    assertThat(line.strip().chars()).allMatch(sign -> sign >= ' ' && sign < 127);
    JsonNode json = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8));
    assertThat(json.path("level").asText()).isEqualTo("ERROR");
    assertThat(json.path("logger").asText()).isEqualTo("ROOT");
    assertThat(json.path("message").asText()).isEqualTo("said " + FORGED);
    assertThat(json.path("value").asText()).isEqualTo(FORGED);
    assertThat(json.path("exception").asText())
        .startsWith("java.lang.IllegalStateException: x")
        .contains("LogFormatTest");
    assertThat(Instant.parse(json.path("time").asText())).isAfter(Instant.EPOCH);
  }

  @Test
  void requestsAreToldWhereProgramsReadAndOtherwiseWhenAskedFor() throws JoranException {
    LoggerContext people = standard();
    LoggerContext programs = standard();
    LogFormat.JSON.applyTo(programs);

    assertThat(people.getLogger(RequestLog.NAME).isInfoEnabled()).isFalse();
    assertThat(programs.getLogger(RequestLog.NAME).isInfoEnabled()).isTrue();
    LogLevels.parse(RequestLog.NAME + "=info").applyTo(people);
    LogLevels.parse(RequestLog.NAME + "=off").applyTo(programs);
    assertThat(people.getLogger(RequestLog.NAME).isInfoEnabled()).isTrue();
    assertThat(programs.getLogger(RequestLog.NAME).isInfoEnabled()).isFalse();
  }

  @Test
  void thereAreTwoFormats() {
    assertThat(LogFormat.parse("")).contains(LogFormat.TEXT);
    assertThat(LogFormat.parse(" text ")).contains(LogFormat.TEXT);
    assertThat(LogFormat.parse("JSON")).contains(LogFormat.JSON);
    assertThat(LogFormat.parse("xml")).isEmpty();
  }

  private static LoggerContext standard() throws JoranException {
    LoggerContext loggers = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(loggers);
    configurator.doConfigure(
        Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml")));
    return loggers;
  }

  private static String written(LoggerContext loggers, Throwable thrown) {
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LoggingEvent event =
        new LoggingEvent("", root, Level.ERROR, "said {}", thrown, new Object[] {FORGED});
    event.addKeyValuePair(new KeyValuePair("value", FORGED));
    LogQueue queue = (LogQueue) root.getAppender("queue");
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) queue.getAppender("console");
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
