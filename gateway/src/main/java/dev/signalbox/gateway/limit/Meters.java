package dev.signalbox.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the process. They go on when a configuration changes, where the limit is the same.
 * Its monitor guards all of them: it is held for a few microseconds when a request begins and ends,
 * and by requests under a limit only.
 */
public final class Meters implements Books {
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
  private int parts = 1;

  /**
   * None so far.
   *
   * @param nanos monotonic, in nanoseconds
   */
  public Meters(LongSupplier nanos) {
    this(nanos, _ -> {});
  }

  /** The same, where {@code fallen} is told whom there was no room for any more. */
  Meters(LongSupplier nanos, Consumer<LimitPlan.Entry> fallen) {
    this.nanos = nanos;
    for (LimitScope scope : LimitScope.values()) {
      meters.put(
          scope,
          Caffeine.newBuilder()
              .maximumSize(MOST_SUBJECTS)
              .expireAfterAccess(RESTS)
              .ticker(nanos::getAsLong)
              .executor(Runnable::run)
              .evictionListener(
                  (LimitPlan.@Nullable Entry entry, @Nullable Meter _, RemovalCause cause) -> {
                    if (entry != null && cause == RemovalCause.SIZE) {
                      fallen.accept(entry);
                    }
                  })
              .build());
    }
  }

  @Override
  public synchronized Future<Entered> take(Wish wish) {
    return Future.succeededFuture(
        switch (wish.take(this::meter)) {
          case Wish.Answer.Taken taken ->
              new Entered.Taken(
                  holdOf(wish, taken.open().getFirst(), taken.own(), taken.model()),
                  taken.targets(),
                  taken.states());
          case Wish.Answer.Refused(var limit, var shortage, var state) ->
              new Entered.Refused(limit, shortage, state);
        });
  }

  private static Hold holdOf(Wish wish, Wish.Option first, List<Meter> own, List<Meter> ofModel) {
    return new Hold(
        held(wish.own(), own),
        Optional.of(first.target()),
        held(first.entries(), ofModel),
        wish.tokens(),
        false);
  }

  private static List<Hold.Held> held(List<LimitPlan.Entry> entries, List<Meter> meters) {
    List<Hold.Held> held = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      held.add(new Hold.Held(entries.get(i), meters.get(i)));
    }
    return held;
  }

  /**
   * Counts what was taken elsewhere, whether there is room for it here or not.
   *
   * @param option whom it may call first
   */
  synchronized Hold count(Wish wish, Wish.Option option) {
    List<Meter> own = wish.own().stream().map(this::meter).toList();
    List<Meter> model = option.entries().stream().map(this::meter).toList();
    own.forEach(meter -> meter.take(wish.tokens()));
    model.forEach(meter -> meter.take(wish.tokens()));
    return holdOf(wish, option, own, model);
  }

  @Override
  public synchronized void end(Hold hold, List<Ending> endings) {
    for (Ending ending : endings) {
      switch (ending) {
        case Ending.Left(var held, var tokens, var used) -> held.meter().end(tokens, used);
        case Ending.Added(var entry, var used) -> meter(entry).add(used);
      }
    }
  }

  @Override
  public Future<List<LimitState>> states(List<Limit> limits) {
    List<LimitState> states = new ArrayList<>();
    limits.forEach(limit -> states.addAll(states(limit)));
    return Future.succeededFuture(states);
  }

  private synchronized List<LimitState> states(Limit limit) {
    return limit.isForEach()
        ? of(limit).stream().map(Meter::state).toList()
        : List.of(meter(LimitPlan.Entry.whole(limit)).state());
  }

  /** The meters of all subjects that were seen under {@code limit}. */
  synchronized List<Meter> of(Limit limit) {
    Stream<Map.Entry<LimitPlan.Entry, Meter>> all = of(limit.scope()).asMap().entrySet().stream();
    return all.filter(each -> each.getKey().limit().equals(limit))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Allows one of so many equal parts of each limit from now on, rounded up. */
  synchronized void split(int newParts) {
    parts = newParts;
  }

  /** How many parts each limit has, of which this process allows one. */
  synchronized int parts() {
    return parts;
  }

  /** How many requests of this process are under way at each of {@code entries}. */
  synchronized Map<LimitPlan.Entry, Integer> underWay(Set<LimitPlan.Entry> entries) {
    Map<LimitPlan.Entry, Integer> counts = new HashMap<>();
    for (LimitPlan.Entry entry : entries) {
      Meter known = of(entry.limit().scope()).getIfPresent(entry);
      counts.put(entry, known == null ? 0 : Math.max(0, known.inFlight()));
    }
    return counts;
  }

  /** Where requests under way are limited, and there are some. */
  synchronized List<LimitPlan.Entry> underWay() {
    List<LimitPlan.Entry> entries = new ArrayList<>();
    for (Cache<LimitPlan.Entry, Meter> each : meters.values()) {
      each.asMap()
          .forEach(
              (entry, meter) -> {
                if (meter.isUnderWay()) {
                  entries.add(entry);
                }
              });
    }
    return entries;
  }

  private Meter meter(LimitPlan.Entry entry) {
    Meter meter =
        of(entry.limit().scope())
            .get(entry, made -> new Meter(made.limit(), made.subject(), nanos));
    meter.split(parts);
    return meter;
  }

  private Cache<LimitPlan.Entry, Meter> of(LimitScope scope) {
    Cache<LimitPlan.Entry, Meter> found = meters.get(scope);
    if (found == null) {
      throw new IllegalStateException("every scope has meters");
    }
    return found;
  }

  /** There is nothing to close. */
  @Override
  public void close() {}
}
