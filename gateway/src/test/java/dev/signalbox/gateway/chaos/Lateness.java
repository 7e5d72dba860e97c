package dev.signalbox.gateway.chaos;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How late what is due at a moment comes on a busy machine: on the gateway's event loop, and on the
 * threads of clients and providers. What must happen within a time may take so much longer. Guarded
 * by its own monitor.
 */
final class Lateness implements AutoCloseable {
  private static final int PERIOD_MILLIS = 10;

  /** So late is everything now and then. */
  private static final int USUAL_MILLIS = 20;

  private final TreeMap<Long, Long> sums = new TreeMap<>(Map.of(Long.MIN_VALUE, 0L));
  private final Thread sleeper = Thread.ofVirtual().unstarted(this::sleep);

  /** Looks at the event loop of {@code vertx}, which has one only. */
  Lateness(Vertx vertx) {
    AtomicLong due = new AtomicLong(nextDue());
    vertx.setPeriodic(PERIOD_MILLIS, _ -> late(due.getAndSet(nextDue())));
    sleeper.start();
  }

  private void sleep() {
    while (!Thread.currentThread().isInterrupted()) {
      long due = nextDue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS));
      late(due);
    }
  }

  private static long nextDue() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
  }

  private synchronized void late(long due) {
    long now = System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(now - due);
    if (millis > USUAL_MILLIS) {
      sums.put(now, sums.lastEntry().getValue() + millis);
    }
  }

  /** Milliseconds that were lost from one moment of the machine's clock to another, all told. */
  synchronized long between(long fromNanos, long toNanos) {
    Map.Entry<Long, Long> end =
        sums.ceilingEntry(toNanos); // what is late at the end shows after it
    long until = (end == null ? sums.lastEntry() : end).getValue();
    return Math.max(0, until - sums.floorEntry(fromNanos).getValue());
  }

  @Override
  public void close() {
    sleeper.interrupt();
  }
}
