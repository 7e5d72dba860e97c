package dev.signalbox.gateway.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws what goes wrong with each request: the same for the same seed, number of the request and
 * time since the start. Used by all event loops.
 */
final class Mishaps {
  private final List<Mishap> mishaps;
  private final long seed;
  private final Clock clock;
  private final Instant start;
  private final AtomicLong requests = new AtomicLong();

  Mishaps(SimulatorOptions options) {
    this.mishaps = options.mishaps();
    this.seed = options.seed();
    this.clock = options.clock();
    this.start = clock.instant();
  }

  /** What goes wrong with the next request; the first that is drawn. */
  Optional<String> next() {
    if (mishaps.isEmpty()) {
      return Optional.empty();
    }
    Duration since = Duration.between(start, clock.instant());
    SplittableRandom random = new SplittableRandom(seed * 31 + requests.incrementAndGet());
    return mishaps.stream()
        .filter(mishap -> mishap.isDue(since))
        .filter(mishap -> random.nextDouble(100) < mishap.percent())
        .map(Mishap::fault)
        .findFirst();
  }
}
