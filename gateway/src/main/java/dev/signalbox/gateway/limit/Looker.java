package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells how shared meters stand, beside those who take: with a thread and a store of its own. */
final class Looker implements AutoCloseable {
  /** How long a look may take; nobody is served later for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MOST_LOOKS = 16;

  private final SharedStates states;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_LOOKS),
          Thread.ofPlatform().daemon().name("limits-look").factory());

  Looker(Supplier<SharedStates> states) {
    this.states = states.get();
    thread.allowCoreThreadTimeOut(true);
  }

  /** How {@code limits} stand; fails while the store does not answer, or too many look. */
  CompletableFuture<List<LimitState>> look(List<Limit> limits) {
    try {
      return CompletableFuture.supplyAsync(() -> states(limits), thread)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<LimitState> states(List<Limit> limits) {
    List<LimitState> found = new ArrayList<>();
    List<LimitPlan.Entry> wholes = new ArrayList<>();
    for (Limit limit : limits) {
      if (limit.isForEach()) {
        found.addAll(each(limit));
      } else {
        wholes.add(LimitPlan.Entry.whole(limit));
      }
    }
    if (!wholes.isEmpty()) {
      found.addAll(wholes(wholes));
    }
    return found;
  }

  private List<LimitState> each(Limit limit) {
    SharedStates.Listing listing =
        states.list(StoredMeter.prefixOf(limit), Meters.MOST_SUBJECTS, PATIENCE);
    List<LimitState> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : listing.states().entrySet()) {
      StoredMeter.named(limit, each.getValue(), listing.nanos())
          .ifPresent(
              named -> found.add(state(limit, named.subject(), named.meter(), listing.nanos())));
    }
    return found;
  }

  private List<LimitState> wholes(List<LimitPlan.Entry> entries) {
    TreeSet<String> keys = new TreeSet<>();
    entries.forEach(entry -> keys.add(StoredMeter.keyOf(entry)));
    SharedStates.Listing listing = states.read(keys, PATIENCE);
    List<LimitState> found = new ArrayList<>();
    for (LimitPlan.Entry entry : entries) {
      StoredMeter stored =
          StoredMeter.of(
              entry.limit(),
              Optional.ofNullable(listing.states().get(StoredMeter.keyOf(entry))),
              listing.nanos());
      found.add(state(entry.limit(), entry.subject(), stored, listing.nanos()));
    }
    return found;
  }

  private static LimitState state(Limit limit, String subject, StoredMeter stored, long nanos) {
    return new Meter(limit, subject, stored.rates(), stored.places().othersThan("", nanos)).state();
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      thread.execute(states::close);
      thread.shutdown();
    }
  }
}
