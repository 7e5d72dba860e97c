import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StateRows;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.limit.Books;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitPlan;
import dev.signalbox.gateway.limit.LimitScope;
import dev.signalbox.gateway.limit.Meters;
import dev.signalbox.gateway.limit.RedisStates;
import dev.signalbox.gateway.limit.SharedBooks;
import dev.signalbox.gateway.limit.Taker;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.OverloadSettings;
import dev.signalbox.gateway.protect.Protection;
import dev.signalbox.gateway.protect.Usage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Takes for each request under three limits that have room, and gives back what was not used. */
final class LimitedReplica implements BenchReplica {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final OptionalLong MUCH = OptionalLong.of(1_000_000_000);
  private static final Target MODEL = new Target("oa", "gpt");
  private static final CallerLimits.Claim CLAIM =
      new CallerLimits.Claim(
          new Taker("blue", "shop", "web", "", Optional.empty()), List.of(MODEL), 500);
  private static final List<CallerLimits.Used> USED = List.of(new CallerLimits.Used(MODEL, 400));

  private final Books books;
  private final CallerLimits limits;
  private final AtomicInteger alone = new AtomicInteger();

  private LimitedReplica(Optional<Supplier<SharedStates>> states) {
    books = states.<Books>map(this::shared).orElseGet(() -> new Meters(System::nanoTime));
    limits =
        new CallerLimits(
            new LimitPlan(
                List.of(
                    limit(LimitScope.KEY, OptionalInt.empty()),
                    limit(LimitScope.PROJECT, OptionalInt.of(100_000)),
                    limit(LimitScope.TOTAL, OptionalInt.empty()))),
            books);
  }

  static LimitedReplica local() {
    return new LimitedReplica(Optional.empty());
  }

  static LimitedReplica redis(int port) {
    RedisStates.Server server = new RedisStates.Server("127.0.0.1", port, false, 0, "", "");
    return new LimitedReplica(Optional.of(() -> new RedisStates(server)));
  }

  static LimitedReplica postgres(EmbeddedPostgres postgres) {
    Place.Server server =
        new Place.Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    return new LimitedReplica(Optional.of(() -> new StateRows(server)));
  }

  private static Limit limit(LimitScope scope, OptionalInt inFlight) {
    return new Limit(scope.id(), scope, Limit.EACH, MUCH, OptionalLong.empty(), MUCH, inFlight);
  }

  private SharedBooks shared(Supplier<SharedStates> states) {
    Protection protection =
        new Protection(
            new OverloadSettings(
                10_000,
                70,
                90,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                92,
                15,
                90,
                Duration.ofSeconds(2),
                new OverloadSettings.Breaker(100, 1_000, Duration.ofSeconds(1), 1),
                List.of()),
            new Protection.Parts(
                100, 1L << 30, System::nanoTime, Clock.systemUTC(), new Idle(), _ -> {}));
    SharedBooks shared =
        new SharedBooks(
            new SharedBooks.Settings(PATIENCE, false, 3, Duration.ofSeconds(15)),
            new SharedBooks.Parts(
                states,
                protection
                    .dependencies()
                    .of(new Dependencies.Kind("limit_store", "", PATIENCE, _ -> false)),
                System::nanoTime,
                _ -> alone.incrementAndGet()));
    shared.begin();
    return shared;
  }

  private record Idle() implements Usage.Meter {
    @Override
    public Usage read() {
      return Usage.NONE;
    }

    @Override
    public void collect() {}
  }

  @Override
  public Runnable ask() {
    return switch (limits.take(CLAIM).toCompletionStage().toCompletableFuture().join()) {
      case CallerLimits.Outcome.Taken(var passage, _, _) -> () -> passage.leave(USED);
      case CallerLimits.Outcome.Refused _ -> throw new IllegalStateException("no room");
    };
  }

  @Override
  public void close() {
    books.close();
    if (alone.get() > 0) {
      System.out.printf("  %d requests were decided without the store%n", alone.get());
    }
  }
}
