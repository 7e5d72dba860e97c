package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O09: nobody reads the log. */
final class LogQueueTest {
  private static final int ROOM = 100;
  private static final int LINES = 20_000;

  private final LoggerContext loggers = new LoggerContext();
  private final Logger logger = loggers.getLogger("said");
  private final Stuck sink = new Stuck();
  private final LogQueue queue = new LogQueue();

  /** Writes nothing until it is told to. */
  private static final class Stuck extends AppenderBase<ILoggingEvent> {
    private final CompletableFuture<Void> goes = new CompletableFuture<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      goes.join(); // as a pipe that is full, it minds no interrupt
      written.add(event.getFormattedMessage());
    }
  }

  LogQueueTest() {
    loggers.setMDCAdapter(new LogbackMDCAdapter());
    sink.setContext(loggers);
    sink.start();
    queue.setContext(loggers);
    queue.setQueueSize(ROOM);
    queue.addAppender(sink);
    queue.start();
    logger.addAppender(queue);
  }

  @Test
  @DisplayName("O09 whoever logs does not wait, and what is lost is counted")
  void whoeverLogsDoesNotWait() {
    AtomicInteger told = new AtomicInteger();
    queue.whenLost(told::incrementAndGet);
    long began = System.nanoTime();
    for (int i = 0; i < LINES; i++) {
      logger.warn("line {}", i);
    }
    Duration all = Duration.ofNanos(System.nanoTime() - began);

    sink.goes.complete(null);
    queue.stop();

    assertThat(all).isLessThan(Duration.ofSeconds(2));
    assertThat(queue.lost()).isBetween(LINES - 3L * ROOM, (long) LINES - ROOM);
    assertThat(told.get()).isEqualTo((int) queue.lost());
    assertThat(sink.written).startsWith("line 0", "line 1").hasSize(LINES - told.get());
  }

  @Test
  @DisplayName("O09 the end of the process does not wait for long either")
  void theEndDoesNotWaitForLong() {
    queue.setMaxFlushTime(50);
    logger.warn("said");
    logger.warn("and waiting");
    long began = System.nanoTime();

    queue.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    sink.goes.complete(null);
  }

  @Test
  void whatWaitsIsWrittenAtTheEnd() {
    sink.goes.complete(null);
    for (int i = 0; i < ROOM / 2; i++) {
      logger.info("line {}", i);
    }

    queue.stop();

    assertThat(sink.written).hasSize(ROOM / 2).endsWith("line 49");
    assertThat(queue.lost()).isZero();
  }
}
