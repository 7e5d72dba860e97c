package dev.signalbox.gateway.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps whoever logs from waiting for whoever reads the log: lines wait in a bounded queue for a
 * thread that writes them, and those that find no room are lost and counted. Made by {@code
 * logback.xml}; used by all threads.
 */
public final class LogQueue extends AsyncAppender {
  private static final String NAME = "queue";

  private final LongAdder lost = new LongAdder();
  private volatile Runnable onLoss = () -> {};

  /** An empty one, which keeps lines of all levels alike. */
  public LogQueue() {
    setNeverBlock(true);
    setDiscardingThreshold(0);
  }

  /** That of this process; empty where its log is written otherwise. */
  public static Optional<LogQueue> ofProcess() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME) instanceof LogQueue own
        ? Optional.of(own)
        : Optional.empty();
  }

  /** Has {@code told} know of each line that is lost, on the thread that logs it. */
  public void whenLost(Runnable told) {
    onLoss = told;
  }

  /** How many lines were lost. */
  long lost() {
    return lost.sum();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (getRemainingCapacity() == 0) {
      lost.increment();
      onLoss.run();
    } else {
      super.append(event);
    }
  }
}
