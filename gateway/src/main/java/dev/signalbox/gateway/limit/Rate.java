package dev.signalbox.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.serialization.DataOutputSerializationAdapter;
import io.github.bucket4j.distributed.serialization.Scope;
import io.github.bucket4j.distributed.versioning.Versions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * So many in a time: a bucket that begins full and fills evenly. What is known only afterwards may
 * be owed. Each call is safe by itself, as it holds the monitor; who decides by several holds a
 * lock of their own.
 */
public final class Rate {
  /** Most that may be owed, in fillings, so that no figure locks anybody out. */
  private static final int MOST_OWED = 60;

  private static final int ALL = 100;

  private final Duration period;
  private final LongSupplier nanos;
  private BucketState state;
  private long capacity;

  private Rate(BucketState state, long capacity, Duration period, LongSupplier nanos) {
    this.state = state;
    this.capacity = capacity;
    this.period = period;
    this.nanos = nanos;
  }

  /**
   * A full one; empty where there is no capacity.
   *
   * @param capacity what fits in, and what comes in a {@code period}; at least 1
   * @param nanos never goes back, in nanoseconds
   */
  public static Optional<Rate> of(OptionalLong capacity, Duration period, LongSupplier nanos) {
    return capacity.isEmpty()
        ? Optional.empty()
        : Optional.of(full(capacity.getAsLong(), period, nanos));
  }

  private static Rate full(long capacity, Duration period, LongSupplier nanos) {
    return new Rate(
        BucketState.createInitialState(
            configuration(capacity, period), MathType.INTEGER_64_BITS, nanos.getAsLong()),
        capacity,
        period,
        nanos);
  }

  private static BucketConfiguration configuration(long capacity, Duration period) {
    return BucketConfiguration.builder()
        .addLimit(Bandwidth.builder().capacity(capacity).refillGreedy(capacity, period).build())
        .build();
  }

  /** One of {@code capacity} that was written by {@link #write}, as it is by now. */
  static Rate read(DataInput from, long capacity, Duration period, LongSupplier nanos)
      throws IOException {
    BucketState state = BucketState.deserialize(DataOutputSerializationAdapter.INSTANCE, from);
    state.setConfiguration(configuration(capacity, period));
    return new Rate(state, capacity, period, nanos);
  }

  /** Writes what is left, and as of when; not how much fits in. */
  synchronized void write(DataOutput to) throws IOException {
    BucketState.serialize(
        DataOutputSerializationAdapter.INSTANCE,
        to,
        state,
        Versions.getLatest(),
        Scope.PERSISTED_STATE);
  }

  /** Takes one if it is there; else says in which time it will be. */
  public synchronized Optional<Duration> takeOne() {
    long wait = untilEnough(1);
    if (wait > 0) {
      return Optional.of(Duration.ofNanos(wait));
    }
    state.consume(1);
    return Optional.empty();
  }

  /** Takes {@code many}, at least 1, whether they are there or not; of what is owed, a bound. */
  public synchronized void take(long many) {
    long most = capacity * MOST_OWED + available();
    state.consume(Math.clamp(many, 1, Math.max(1, most)));
  }

  /** How much of it is used, from 0 to 100; 100 also while something is owed. */
  public synchronized int usedPercent() {
    return Math.clamp(ALL - Math.max(0, available()) * ALL / capacity, 0, ALL);
  }

  synchronized long capacity() {
    return capacity;
  }

  /** Has another {@code capacity} from now on, and as large a part of it as before. */
  synchronized void resize(long newCapacity) {
    if (newCapacity != capacity) {
      available();
      state =
          state.replaceConfiguration(
              configuration(newCapacity, period),
              TokensInheritanceStrategy.PROPORTIONALLY,
              nanos.getAsLong());
      capacity = newCapacity;
    }
  }

  /** Gives back {@code many} that were taken and not used. */
  synchronized void giveBack(long many) {
    available();
    state.addTokens(many);
  }

  /** Why {@code wanted} are not there; empty when they are. */
  synchronized Optional<Shortage> shortage(Shortage.Kind kind, long wanted) {
    long wait = untilEnough(wanted);
    return wait <= 0
        ? Optional.empty()
        : Optional.of(
            new Shortage(
                kind, capacity, Math.max(0, state.getAvailableTokens()), Duration.ofNanos(wait)));
  }

  synchronized LimitState.Rate state() {
    long available = available();
    double missing = (double) (capacity - available) / capacity;
    return new LimitState.Rate(
        capacity, Math.max(0, available), Duration.ofNanos(Math.round(missing * period.toNanos())));
  }

  private long available() {
    state.refillAllBandwidth(nanos.getAsLong());
    return state.getAvailableTokens();
  }

  private long untilEnough(long wanted) {
    return available() >= wanted
        ? 0
        : state.calculateDelayNanosAfterWillBePossibleToConsume(wanted, nanos.getAsLong(), false);
  }
}
