package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.protect.OverloadSettings;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.protect.Usage;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The books of one replica among several, and what it tells of the store. */
final class Replica implements AutoCloseable {
  static final SharedBooks.Settings STANDARD =
      new SharedBooks.Settings(Duration.ofMillis(250), false, 3, Duration.ofSeconds(15));

  /** A pause of the machine does not make it go on alone. */
  static final SharedBooks.Settings PATIENT =
      new SharedBooks.Settings(Duration.ofSeconds(20), false, 3, Duration.ofSeconds(15));

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Protection protection;
  private final SharedBooks books;

  /** One that has begun, and leaves the store alone for half a second. */
  Replica(Supplier<SharedStates> states, SharedBooks.Settings settings, LongSupplier nanos) {
    this(states, settings, nanos, Duration.ofMillis(500));
  }

  /** The same, which leaves the store alone for {@code rest}. */
  Replica(
      Supplier<SharedStates> states,
      SharedBooks.Settings settings,
      LongSupplier nanos,
      Duration rest) {
    this.protection =
        new Protection(
            leavingAlone(rest),
            new Protection.Parts(
                100, 1L << 30, System::nanoTime, Clock.systemUTC(), new IdleMeter(), this::count));
    this.books =
        new SharedBooks(
            settings,
            new SharedBooks.Parts(
                states,
                protection
                    .dependencies()
                    .of(new Dependencies.Kind("limit_store", "", settings.patience(), _ -> false)),
                nanos,
                this::count));
    books.begin();
  }

  private static OverloadSettings leavingAlone(Duration rest) {
    return new OverloadSettings(
        10_000,
        70,
        90,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        92,
        15,
        90,
        Duration.ofSeconds(2),
        new OverloadSettings.Breaker(50, 4, rest, 1),
        List.of());
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  private record IdleMeter() implements Usage.Meter {
    @Override
    public Usage read() {
      return Usage.NONE;
    }

    @Override
    public void collect() {}
  }

  SharedBooks books() {
    return books;
  }

  int counted(String name) {
    return counts.getOrDefault(name, 0);
  }

  Dependency.State circuit() {
    return protection.standing().dependencies().getFirst().state();
  }

  CallerLimits limits(Limit... limits) {
    return new CallerLimits(new LimitPlan(List.of(limits)), books);
  }

  /** Waits for {@code future}. */
  static <T> T come(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    books.close();
    protection.close();
  }
}
