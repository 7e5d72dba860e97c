package dev.signalbox.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * So many in a time: a bucket that begins full and fills evenly. What is known only afterwards may
 * be owed. Each call is safe by itself; who decides by several holds a lock of their own.
 */
public final class Rate {
  /** Most that may be owed, in fillings, so that no figure locks anybody out. */
  private static final int MOST_OWED = 60;

  private static final int ALL = 100;

  private final Bucket bucket;
  private final long capacity;
  private final Duration period;

  private Rate(long capacity, Duration period, LongSupplier nanos) {
    this.bucket =
        Bucket.builder()
            .addLimit(each -> each.capacity(capacity).refillGreedy(capacity, period))
            .withCustomTimePrecision(new Monotonic(nanos))
            .build();
    this.capacity = capacity;
    this.period = period;
  }

  /**
   * A full one; empty where there is no capacity.
   *
   * @param capacity what fits in, and what comes in a {@code period}; at least 1
   * @param nanos monotonic, in nanoseconds
   */
  public static Optional<Rate> of(OptionalLong capacity, Duration period, LongSupplier nanos) {
    return capacity.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rate(capacity.getAsLong(), period, nanos));
  }

  /** Takes one if it is there; else says in which time it will be. */
  public Optional<Duration> takeOne() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Takes {@code many}, at least 1, whether they are there or not; of what is owed, a bound. */
  public void take(long many) {
    long most = capacity * MOST_OWED + bucket.getAvailableTokens();
    bucket.consumeIgnoringRateLimits(Math.clamp(many, 1, Math.max(1, most)));
  }

  /** How much of it is used, from 0 to 100; 100 also while something is owed. */
  public int usedPercent() {
    return Math.clamp(ALL - Math.max(0, bucket.getAvailableTokens()) * ALL / capacity, 0, ALL);
  }

  long capacity() {
    return capacity;
  }

  /** Gives back {@code many} that were taken and not used. */
  void giveBack(long many) {
    bucket.addTokens(many);
  }

  /** Why {@code wanted} are not there; empty when they are. */
  Optional<Shortage> shortage(Shortage.Kind kind, long wanted) {
    EstimationProbe probe = bucket.estimateAbilityToConsume(wanted);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(
            new Shortage(
                kind,
                capacity,
                Math.max(0, probe.getRemainingTokens()),
                Duration.ofNanos(probe.getNanosToWaitForRefill())));
  }

  LimitState.Rate state() {
    long available = bucket.getAvailableTokens();
    double missing = (double) (capacity - available) / capacity;
    return new LimitState.Rate(
        capacity, Math.max(0, available), Duration.ofNanos(Math.round(missing * period.toNanos())));
  }

  private record Monotonic(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
