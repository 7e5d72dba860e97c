package dev.signalbox.gateway.limit;

import static dev.signalbox.gateway.limit.LimitSamples.MODEL;
import static dev.signalbox.gateway.limit.LimitSamples.atOnce;
import static dev.signalbox.gateway.limit.LimitSamples.claim;
import static dev.signalbox.gateway.limit.LimitSamples.perMinute;
import static dev.signalbox.gateway.limit.LimitSamples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.limit.CallerLimits.Outcome;
import dev.signalbox.gateway.limit.CallerLimits.Used;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several replicas over one real server. */
@ParameterizedClass
@EnumSource
final class SharedLimitsTest {
  private static final int REPLICAS = 3;
  private static final int THREADS = 4;
  private static final Duration RUN = Duration.ofSeconds(1);
  private static final SharedBooks.Settings PATIENT =
      new SharedBooks.Settings(Duration.ofSeconds(5), true, REPLICAS, Duration.ofMillis(1_200));

  private final TestStores.Kind kind;
  private final List<Replica> replicas = new ArrayList<>();

  SharedLimitsTest(TestStores.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    kind.empty();
    for (int i = 0; i < REPLICAS; i++) {
      replicas.add(new Replica(() -> kind.at(kind.port()), PATIENT, System::nanoTime));
    }
    replicas.forEach(replica -> Replica.come(replica.limits(perMinute(9)).take(claim(1))));
  }

  @AfterEach
  void close() {
    replicas.forEach(Replica::close);
  }

  /** What somebody at a replica does again and again. */
  @FunctionalInterface
  private interface Load {
    void go(CallerLimits limits, SplittableRandom random);
  }

  /** Has all replicas do {@code load} on several threads for a while; how long it took. */
  private double run(Load load, Limit... limits) throws Exception {
    long began = System.nanoTime();
    long until = began + RUN.toNanos();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < REPLICAS * THREADS; i++) {
        CallerLimits books = replicas.get(i % REPLICAS).limits(limits);
        SplittableRandom random = new SplittableRandom(20261126 + i);
        running.add(
            threads.submit(
                () -> {
                  while (System.nanoTime() - until < 0) {
                    load.go(books, random);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  @Test
  @DisplayName("K04 replicas together take no more requests than one may, and nearly all of them")
  void replicasTogetherTakeNoMoreThanOneMay() throws Exception {
    AtomicInteger passed = new AtomicInteger();

    double seconds =
        run(
            (limits, _) -> {
              if (Replica.come(limits.take(claim(1))) instanceof Outcome.Taken(var way, _, _)) {
                passed.incrementAndGet();
                way.leave(List.of());
              }
            },
            perMinute(120));

    double allowed = 120 + 2 * seconds;
    assertThat((double) passed.get()).isBetween(0.97 * (120 + 2 * (seconds - 0.2)), allowed);
    assertThat(replicas).allMatch(replica -> replica.counted("limits_alone") == 0);
  }

  @Test
  @DisplayName("K04 replicas together use no more tokens than one may, and nearly all of them")
  void replicasTogetherUseNoMoreTokensThanOneMay() throws Exception {
    AtomicLong used = new AtomicLong();

    double seconds =
        run(
            (limits, random) -> {
              long wanted = 1L + random.nextInt(2_000);
              long uses = random.nextLong(wanted + 1);
              if (Replica.come(limits.take(claim(wanted)))
                  instanceof Outcome.Taken(var way, _, _)) {
                used.addAndGet(uses);
                way.leave(List.of(new Used(MODEL, uses)));
              }
            },
            tokens(60_000));

    double allowed = 60_000 + 1_000 * seconds;
    assertThat((double) used.get()).isBetween(0.9 * allowed, allowed);
  }

  @Test
  @DisplayName("K04 no more are under way at all replicas together than one may have")
  void noMoreAreUnderWayThanOneMayHave() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();

    run(
        (limits, _) -> {
          if (Replica.come(limits.take(claim(1))) instanceof Outcome.Taken(var way, _, _)) {
            passed.incrementAndGet();
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            way.leave(List.of());
          }
        },
        atOnce(5));

    assertThat(most.get()).isBetween(1, 5);
    assertThat(passed.get()).isGreaterThan(5);
    Eventually.get("places", () -> underWay(replicas.getFirst()), places -> places == 0);
  }

  private static int underWay(Replica replica) {
    return Replica.come(replica.limits(atOnce(5)).states(List.of())).stream()
        .mapToInt(state -> state.inFlight().orElse(0))
        .sum();
  }

  @Test
  void whatOneReplicaGivesBackAnotherHas() {
    CallerLimits one = replicas.get(0).limits(tokens(1_000));
    CallerLimits other = replicas.get(1).limits(tokens(1_000));
    Outcome.Taken taken = (Outcome.Taken) Replica.come(one.take(claim(900)));
    assertThat(Replica.come(other.take(claim(500)))).isInstanceOf(Outcome.Refused.class);

    taken.passage().leave(List.of(new Used(MODEL, 100)));

    Eventually.get(
        "the outcome",
        () -> Replica.come(other.take(claim(500))),
        outcome -> outcome instanceof Outcome.Taken);
  }

  @Test
  void everyReplicaTellsHowAllStand() {
    Replica.come(replicas.get(0).limits(perMinute(10), tokens(1_000)).take(claim(100)));
    Replica.come(replicas.get(1).limits(perMinute(10), tokens(1_000)).take(claim(100)));

    List<LimitState> states =
        Replica.come(replicas.get(2).limits(perMinute(10), tokens(1_000)).states(List.of()));

    assertThat(states).extracting(LimitState::subject).containsExactly("", "blue");
    assertThat(states.get(0).requestsPerMinute().orElseThrow().remaining()).isEqualTo(8);
    assertThat(states.get(1).tokensPerMinute().orElseThrow().remaining()).isBetween(800L, 830L);
  }

  @Test
  @DisplayName("K04 what a dead replica had under way is free after its lease, not before")
  void whatADeadReplicaHadUnderWayIsFreeAfterItsLease() {
    Replica.come(replicas.get(0).limits(atOnce(1)).take(claim(1)));
    replicas.get(0).close();
    long died = System.nanoTime();
    CallerLimits other = replicas.get(1).limits(atOnce(1));
    assertThat(Replica.come(other.take(claim(1)))).isInstanceOf(Outcome.Refused.class);

    Eventually.get(
        "the outcome",
        () -> Replica.come(other.take(claim(1))),
        outcome -> outcome instanceof Outcome.Taken);

    assertThat(Duration.ofNanos(System.nanoTime() - died))
        .isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
  }

  @Test
  @DisplayName("K04 a request that takes longer than a lease keeps its place")
  void aRequestThatTakesLongerThanALeaseKeepsItsPlace() {
    Duration lease = Duration.ofSeconds(3); // a pause of a busy machine is not the end of one
    Replica holder =
        new Replica(
            () -> kind.at(kind.port()),
            new SharedBooks.Settings(PATIENT.patience(), true, REPLICAS, lease),
            System::nanoTime);
    replicas.add(holder);
    Outcome.Taken taken = (Outcome.Taken) Replica.come(holder.limits(atOnce(1)).take(claim(1)));
    CallerLimits other = replicas.getFirst().limits(atOnce(1));
    long until = System.nanoTime() + lease.multipliedBy(3).dividedBy(2).toNanos();

    while (System.nanoTime() - until < 0) {
      assertThat(Replica.come(other.take(claim(1)))).isInstanceOf(Outcome.Refused.class);
    }
    taken.passage().leave(List.of());

    Eventually.get(
        "the outcome",
        () -> Replica.come(other.take(claim(1))),
        outcome -> outcome instanceof Outcome.Taken);
  }
}
