package dev.signalbox.gateway.protect;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that watches. It tells the log of event loops that are stuck, once in ten seconds at
 * most, and when requests begin to be refused and are so no more. It sees where threads are, and
 * nothing of what they work on.
 */
final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Beats between two looks at memory and files, which cost more. */
  private static final int MEASURED = 5;

  private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Protection all;
  private final LongSupplier nanos;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("signalbox-watch").unstarted(this::run);
  private volatile boolean closed;
  private volatile boolean shedding;
  private int beats;
  private long untold;
  private boolean everTold;
  private long toldAt;
  private long shedBefore;
  private long shedAt;
  private long shedFrom;

  Watch(Protection all, LongSupplier nanos) {
    this.all = all;
    this.nanos = nanos;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      round();
      LockSupport.parkNanos(this, BEAT_NANOS);
    }
  }

  /** Looks once; a look that fails is not the last. */
  void round() {
    try {
      tell(all.beat());
      if (beats++ % MEASURED == 0) {
        all.measure();
      }
      followShedding();
    } catch (RuntimeException e) {
      log.error("the process could not be looked at", e);
    }
  }

  private void tell(List<LoopPulse.Stuck> stuck) {
    for (LoopPulse.Stuck each : stuck) {
      long now = nanos.getAsLong();
      if (everTold && now - toldAt < TOLD_NANOS) {
        untold++;
        continue;
      }
      everTold = true;
      toldAt = now;
      log.warn(
          "the event loop {} has been stuck for {} ms; {} more were not told of",
          each.name(),
          TimeUnit.NANOSECONDS.toMillis(each.nanos()),
          untold,
          new StuckLoop(each));
      untold = 0;
    }
  }

  private void followShedding() {
    long total = all.shed().total();
    long now = nanos.getAsLong();
    if (total > shedBefore) {
      if (!shedding) {
        shedFrom = shedBefore;
        log.warn("requests are being refused: {}", all.standing().inWords());
      }
      shedBefore = total;
      shedAt = now;
      shedding = true;
    } else if (shedding && now - shedAt >= TOLD_NANOS) {
      shedding = false;
      log.info("requests are taken again; {} were refused", total - shedFrom);
    }
  }

  /** Whether requests were refused in the last ten seconds. */
  boolean isShedding() {
    return shedding;
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
