package dev.signalbox.gateway.chaos;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How late what is due at a moment comes on a busy machine: on the gateway's event loop, and on the
 * threads of clients and providers. What must happen within a time may take so much longer.
 */
final class Lateness implements AutoCloseable {
  private static final int PERIOD_MILLIS = 10;

  private final AtomicLong worst = new AtomicLong();
  private final Thread sleeper = Thread.ofVirtual().unstarted(this::sleep);

  /** Looks at the event loop of {@code vertx}, which has one only. */
  Lateness(Vertx vertx) {
    AtomicLong due = new AtomicLong(System.nanoTime() + nanos(PERIOD_MILLIS));
    vertx.setPeriodic(PERIOD_MILLIS, _ -> late(due.getAndSet(nextDue())));
    sleeper.start();
  }

  private void sleep() {
    while (!Thread.currentThread().isInterrupted()) {
      long due = nextDue();
      LockSupport.parkNanos(nanos(PERIOD_MILLIS));
      late(due);
    }
  }

  private static long nextDue() {
    return System.nanoTime() + nanos(PERIOD_MILLIS);
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void late(long due) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
    worst.accumulateAndGet(millis, Math::max);
  }

  /** The worst since this was last asked, in milliseconds. */
  long worst() {
    return worst.getAndSet(0);
  }

  @Override
  public void close() {
    sleeper.interrupt();
  }
}
