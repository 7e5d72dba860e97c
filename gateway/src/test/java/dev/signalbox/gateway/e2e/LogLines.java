package dev.signalbox.gateway.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.signalbox.gateway.log.RequestLog;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, our own packages down to trace. */
public final class LogLines implements AutoCloseable {
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final Logger root;
  private final Logger ours;

  /** Begins to listen. */
  public LogLines() {
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ours = loggers.getLogger("dev.signalbox");
    events.setContext(loggers);
    events.start();
    ours.setLevel(Level.TRACE);
    root.addAppender(events);
  }

  /** The same, with the lines that tell of requests. */
  static LogLines withRequests() {
    LogLines lines = new LogLines();
    lines.requests().setLevel(Level.INFO);
    return lines;
  }

  private Logger requests() {
    return root.getLoggerContext().getLogger(RequestLog.NAME);
  }

  /** What was logged, each with its stack trace; to be read when nothing logs any more. */
  public List<String> lines() {
    return events.list.stream().map(LogLines::line).toList();
  }

  /** The same, and until it is closed nobody else is told. */
  public static LogLines quiet() {
    LogLines lines = new LogLines();
    lines.root.iteratorForAppenders().forEachRemaining(lines.others::add);
    lines.others.remove(lines.events);
    lines.others.forEach(lines.root::detachAppender);
    return lines;
  }

  /** What was logged since this was last asked, each with its stack trace. */
  public List<String> drain() {
    List<ILoggingEvent> taken;
    synchronized (events) { // as its appending does
      taken = List.copyOf(events.list);
      events.list.clear();
    }
    return taken.stream().map(LogLines::line).toList();
  }

  private static String line(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    Object beside = event.getKeyValuePairs() == null ? "" : event.getKeyValuePairs();
    return event.getLoggerName() + " " + event.getFormattedMessage() + " " + beside + trace;
  }

  @Override
  public void close() {
    others.forEach(root::addAppender);
    root.detachAppender(events);
    ours.setLevel(null);
    requests().setLevel(Level.OFF);
    events.stop();
  }
}
