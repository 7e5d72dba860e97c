package dev.signalbox.gateway.limit;

import static dev.signalbox.gateway.limit.LimitSamples.atOnce;
import static dev.signalbox.gateway.limit.LimitSamples.claim;
import static dev.signalbox.gateway.limit.LimitSamples.perMinute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.limit.CallerLimits.Outcome;
import dev.signalbox.gateway.protect.Dependency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** K04: what limits are shared through is gone, silent or slow. */
@ParameterizedClass
@EnumSource
final class LimitStoreFailsTest {
  /** What a slow store takes for each answer: much longer than a request waits for it. */
  private static final Duration SLOW = Duration.ofSeconds(20);

  /** A request waits for so long at most; the rest is what a busy machine takes. */
  private static final Duration LONGEST_WAIT = Replica.STANDARD.patience().plus(SLOW.dividedBy(2));

  private static final SharedBooks.Settings REFUSING =
      new SharedBooks.Settings(Duration.ofMillis(250), true, 3, Duration.ofSeconds(15));

  private final TestStores.Kind kind;
  private final List<Replica> replicas = new ArrayList<>();
  private final Line line;

  LimitStoreFailsTest(TestStores.Kind kind) {
    this.kind = kind;
    this.line = new Line(kind.port());
  }

  /** What can be wrong. */
  enum Trouble {
    DEAD,
    SILENT,
    SLOW;

    void begin(Line line) {
      switch (this) {
        case DEAD -> line.cut();
        case SILENT -> line.silence();
        case SLOW -> line.slow(LimitStoreFailsTest.SLOW);
      }
    }
  }

  @BeforeEach
  void empty() {
    kind.empty();
  }

  @AfterEach
  void close() {
    replicas.forEach(Replica::close);
    line.close();
  }

  private Replica replica(int port, SharedBooks.Settings settings) {
    Replica replica = new Replica(() -> kind.at(port), settings, System::nanoTime);
    replicas.add(replica);
    return replica;
  }

  /** One that has been answered by the store, and knows that it is the only one. */
  private Replica working() {
    Replica replica = replica(line.port(), Replica.STANDARD);
    awaitStore(replica);
    awaitAlone(replica);
    return replica;
  }

  private static void awaitAlone(Replica replica) {
    Eventually.get("replicas", () -> replica.books().replicas(), replicas -> replicas == 1);
  }

  /** Has {@code many} requests ask, none of them longer than it may; how many pass. */
  private static long passing(Replica replica, int many, Limit limit) {
    CallerLimits limits = replica.limits(limit);
    return Stream.generate(
            () -> {
              long began = System.nanoTime();
              Outcome outcome = Replica.come(limits.take(claim(1)));
              assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_WAIT);
              return outcome;
            })
        .limit(many)
        .filter(outcome -> outcome instanceof Outcome.Taken)
        .count();
  }

  @Test
  @DisplayName("K04 a store that is dead at the start: each replica allows its part")
  void deadAtTheStartEachAllowsItsPart() {
    line.cut();
    Replica replica = replica(line.port(), Replica.STANDARD);

    long passed = passing(replica, 20, perMinute(10));

    assertThat(passed).isEqualTo(4); // a third of ten, rounded up
    assertThat(replica.circuit()).isEqualTo(Dependency.State.OPEN);
    assertThat(replica.counted("limits_alone")).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("K04 a store that fails meanwhile is not waited for, and comes back by itself")
  void oneThatFailsMeanwhileIsNotWaitedForAndComesBack(Trouble trouble) {
    Replica replica = working();
    trouble.begin(line);

    long passed = passing(replica, 20, perMinute(10));

    assertThat(passed).isEqualTo(10); // it was the only one that the store knew
    assertThat(replica.circuit()).isNotEqualTo(Dependency.State.CLOSED);
    line.mend();
    Eventually.get(
        "the circuit",
        () -> {
          Replica.come(replica.limits(perMinute(1_000_000)).take(claim(1)));
          return replica.circuit();
        },
        circuit -> circuit == Dependency.State.CLOSED);
    assertThat(replica.counted("limit_store_failed")).isPositive();
    int before = replica.counted("limits_alone");
    assertThat(passing(replica, 5, perMinute(1_000_000))).isEqualTo(5);
    assertThat(replica.counted("limits_alone")).isEqualTo(before);
  }

  @Test
  @DisplayName(
      "K04 a store that answers what is not a request is asked at once, not after its rest")
  void oneThatShowsLifeIsAskedAtOnce() {
    Replica replica =
        new Replica(() -> kind.at(line.port()), shortLease(), System::nanoTime, Duration.ofDays(1));
    replicas.add(replica);
    awaitStore(replica);
    line.cut();
    passing(replica, 20, perMinute(10));
    assertThat(replica.circuit()).isEqualTo(Dependency.State.OPEN);

    line.mend();

    Eventually.get(
        "the circuit, with no request",
        replica::circuit,
        circuit -> circuit == Dependency.State.HALF_OPEN);
    Replica.come(replica.limits(perMinute(1_000_000)).take(claim(1)));
    assertThat(replica.circuit()).isEqualTo(Dependency.State.CLOSED);
  }

  @Test
  @DisplayName(
      "K04 a store that was away knows the replica with its first answer, not a beat later")
  void oneThatWasAwayKnowsTheReplicaAtOnce() {
    line.cut();
    Replica replica =
        replica(line.port(), new SharedBooks.Settings(LONGEST_WAIT, false, 3, Duration.ofDays(1)));
    Eventually.holds(
        () -> replica.counted("limit_store_failed") > 0, "the first sign of life fails");
    line.mend();

    awaitStore(replica);

    awaitAlone(replica);
  }

  @Test
  @DisplayName("K04 a store that begins empty: buckets are full, places are as they were")
  void oneThatBeginsEmpty() {
    Replica replica = replica(line.port(), shortLease());
    Replica other = replica(kind.port(), shortLease());
    Stream.of(replica, other).forEach(LimitStoreFailsTest::awaitStore);
    CallerLimits limits = replica.limits(perMinute(3), atOnce(3));
    for (int i = 0; i < 3; i++) {
      assertThat(Replica.come(limits.take(claim(1)))).isInstanceOf(Outcome.Taken.class);
    }
    assertThat(Replica.come(limits.take(claim(1)))).isInstanceOf(Outcome.Refused.class);

    kind.empty();

    Eventually.get(
        "places that another replica sees",
        () ->
            Replica.come(other.limits(atOnce(3)).states(List.of())).stream()
                .mapToInt(state -> state.inFlight().orElse(0))
                .sum(),
        places -> places == 3);
    assertThat(Replica.come(replica.limits(perMinute(3)).take(claim(1))))
        .isInstanceOf(Outcome.Taken.class);
    assertThat(Replica.come(other.limits(atOnce(3)).take(claim(1))))
        .isInstanceOf(Outcome.Refused.class);
  }

  private static SharedBooks.Settings shortLease() {
    return new SharedBooks.Settings(Duration.ofSeconds(2), false, 3, Duration.ofSeconds(2));
  }

  private static void awaitStore(Replica replica) {
    Eventually.get(
        "requests decided alone",
        () -> {
          int before = replica.counted("limits_alone");
          Replica.come(replica.limits(perMinute(1_000_000)).take(claim(1)));
          return replica.counted("limits_alone") - before;
        },
        alone -> alone == 0);
  }

  @Test
  @DisplayName("K04 whoever wants so refuses while nobody can tell")
  void refusesWhileNobodyCanTell() {
    line.cut();
    Replica replica = replica(line.port(), REFUSING);

    assertThatThrownBy(() -> Replica.come(replica.limits(perMinute(10)).take(claim(1))))
        .hasCauseInstanceOf(LimitsUnknown.class);
  }

  @Test
  @DisplayName(
      "K04 a store that is silent holds up nobody who asks, and gets one question at a time")
  void oneThatIsSilentHoldsUpNobody() {
    Replica replica = working();
    int connected = line.connected();
    line.silence();
    CallerLimits limits = replica.limits(perMinute(1_000_000));

    long began = System.nanoTime();
    List<CompletableFuture<Outcome>> asked =
        Stream.generate(() -> limits.take(claim(1)).toCompletionStage().toCompletableFuture())
            .limit(500)
            .toList();
    Duration asking = Duration.ofNanos(System.nanoTime() - began);
    asked.forEach(each -> assertThat(each.join()).isInstanceOf(Outcome.Taken.class));

    assertThat(asking).isLessThan(Duration.ofMillis(250));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(line.connected() - connected).isLessThanOrEqualTo(3);
  }
}
