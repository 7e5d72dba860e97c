package dev.signalbox.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The meters of the process. They go on when a configuration changes, where the limit is the same.
 * Its monitor guards all of them: it is held for a few microseconds when a request begins and ends,
 * and by requests under a limit only.
 */
public final class Meters {
  /**
   * Most subjects with a meter in each scope: names of sources and projects are the clients' own.
   * The one that was used least goes, and begins full if it comes again.
   */
  static final int MOST_SUBJECTS = 10_000;

  /** A bucket that rests for so long is full. */
  private static final Duration RESTS = Duration.ofHours(25);

  private final LongSupplier nanos;
  private final Map<LimitScope, Cache<LimitPlan.Entry, Meter>> meters =
      new EnumMap<>(LimitScope.class);

  /**
   * None so far.
   *
   * @param nanos monotonic, in nanoseconds
   */
  public Meters(LongSupplier nanos) {
    this.nanos = nanos;
    for (LimitScope scope : LimitScope.values()) {
      meters.put(
          scope,
          Caffeine.newBuilder()
              .maximumSize(MOST_SUBJECTS)
              .expireAfterAccess(RESTS)
              .ticker(nanos::getAsLong)
              .executor(Runnable::run)
              .build());
    }
  }

  /** Does {@code work} while nobody else takes or gives back. */
  synchronized <T> T alone(Supplier<T> work) {
    return work.get();
  }

  /** The meter of {@code entry}; call within {@link #alone}. */
  Meter of(LimitPlan.Entry entry) {
    return of(entry.limit().scope())
        .get(entry, made -> new Meter(made.limit(), made.subject(), nanos));
  }

  /** The meters of all subjects that were seen under {@code limit}. */
  List<Meter> of(Limit limit) {
    Stream<Map.Entry<LimitPlan.Entry, Meter>> all = of(limit.scope()).asMap().entrySet().stream();
    return all.filter(each -> each.getKey().limit().equals(limit))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Cache<LimitPlan.Entry, Meter> of(LimitScope scope) {
    Cache<LimitPlan.Entry, Meter> found = meters.get(scope);
    if (found == null) {
      throw new IllegalStateException("every scope has meters");
    }
    return found;
  }
}
