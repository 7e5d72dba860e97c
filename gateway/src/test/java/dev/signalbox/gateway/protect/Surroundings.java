package dev.signalbox.gateway.protect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** A time, an event loop, a process and counters that do as they are told. */
final class Surroundings {
  static final OverloadSettings.Breaker BREAKER =
      new OverloadSettings.Breaker(50, 4, Duration.ofSeconds(30), 2);

  /** A tenth of it is for bodies. */
  static final long HEAP_BYTES = 10L << 20;

  /** Ten requests at most: seven of low, nine of normal priority; 100 ms of lag. */
  static final OverloadSettings SETTINGS =
      new OverloadSettings(
          10,
          70,
          90,
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          92,
          10,
          90,
          Duration.ofSeconds(2),
          BREAKER,
          List.of());

  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private long nanos = 5_000_000_000L;
  private Usage usage = Usage.NONE;

  long nanos() {
    return nanos;
  }

  Clock clock() {
    InstantSource source = () -> Instant.ofEpochSecond(0, nanos);
    return source.withZone(ZoneOffset.UTC);
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Has the process use so much from now on. */
  void use(Usage now) {
    usage = now;
  }

  Executor loop() {
    return loop::add;
  }

  /** Has the event loop do all that waits for it. */
  void runLoop() {
    for (Runnable each = loop.poll(); each != null; each = loop.poll()) {
      each.run();
    }
  }

  int count(String name) {
    return counts.getOrDefault(name, 0);
  }

  private Usage.Meter meter() {
    return new Usage.Meter() {
      @Override
      public Usage read() {
        return usage;
      }

      @Override
      public void collect() {
        counts.merge("collected", 1, Integer::sum);
      }
    };
  }

  /** A protection with room for {@code connections}. */
  Protection protection(int connections) {
    return new Protection(
        SETTINGS,
        new Protection.Parts(
            connections,
            HEAP_BYTES,
            this::nanos,
            clock(),
            meter(),
            name -> counts.merge(name, 1, Integer::sum)));
  }
}
