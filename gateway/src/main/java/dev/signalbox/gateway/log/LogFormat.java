package dev.signalbox.gateway.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** How lines of the log are written, as {@code SIGNALBOX_LOG_FORMAT} gives it. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For programs: a JSON object each, and one for each request. */
  JSON;

  /** The environment variable. */
  public static final String VARIABLE = "SIGNALBOX_LOG_FORMAT";

  /** The format called {@code text}; empty text is that for people, empty: there is none. */
  public static Optional<LogFormat> parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "text" -> Optional.of(TEXT);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /** Has everything that {@code context} writes be in this format. */
  public void applyTo(LoggerContext context) {
    if (this == JSON) {
      context.getLogger(RequestLog.NAME).setLevel(Level.INFO);
      rewrite(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders(), context);
    }
  }

  private static void rewrite(Iterator<Appender<ILoggingEvent>> appenders, LoggerContext context) {
    while (appenders.hasNext()) {
      Appender<ILoggingEvent> each = appenders.next();
      if (each instanceof OutputStreamAppender<ILoggingEvent> writer) {
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        writer.setEncoder(lines);
      } else if (each instanceof AppenderAttachable<?> queue) {
        rewrite(behind(queue), context);
      }
    }
  }

  @SuppressWarnings("unchecked") // what is behind an appender of events takes events
  private static Iterator<Appender<ILoggingEvent>> behind(AppenderAttachable<?> queue) {
    return ((AppenderAttachable<ILoggingEvent>) queue).iteratorForAppenders();
  }
}
