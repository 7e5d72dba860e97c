package dev.signalbox.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.OpenConnections;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.route.Snapshots;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HealthBoardTest {
  private static final Target KNOWN = new Target("p", "known");
  private static final Target STRANGER = new Target("p", "stranger");
  private static final UpstreamSpec SPEC = TestSpecs.of("p", ExecutionSettings.STANDARD);

  private static final Problem OOPS = Problem.of(ProblemKind.INTERNAL, "no");

  private final TestTime time = new TestTime();
  private final ProviderKeys keys = new ProviderKeys(List.of(SPEC));
  private final Guards guards =
      new Guards(List.of(SPEC), RetrySettings.STANDARD, time.clock(), new FaultCounters());
  private final Snapshots snapshots = new Snapshots(snapshot());
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<Long> rests = new ArrayList<>();
  private final HealthBoard board =
      new HealthBoard(new HealthBoard.Parts(guards, keys, snapshots, time.clock(), this::later));

  private static Snapshot snapshot() {
    ProviderFacts provider =
        new ProviderFacts(
            "p", List.of("chat"), true, false, Set.of(), Set.of(), Support.UNKNOWN, false);
    Snapshot.Policy policy =
        new Snapshot.Policy(
            BuiltInProfiles.all().stream()
                .collect(Collectors.toMap(Profile::id, Function.identity())),
            List.of());
    Snapshot empty =
        new Snapshot(
            new Revisions("c", "k", "p", "q", "h0"),
            policy,
            new Fleet(Map.of("p", provider), List.of()));
    Standing standing = empty.standing(KNOWN).orElseThrow();
    return new Snapshot(
        empty.revisions(), policy, new Fleet(Map.of("p", provider), List.of(standing)));
  }

  @Test
  void whenNothingHasChangedTheSnapshotStays() {
    Snapshot before = snapshots.current();
    board.changed();
    refresh();

    assertThat(snapshots.current()).isSameAs(before);
  }

  @Test
  void anOpenCircuitIsToldAtOnceAndItsEndWhenItIsThere() {
    open(KNOWN);
    assertThat(waiting).hasSize(1);
    refresh();

    Health health = standing(KNOWN).health();
    assertThat(health.circuit()).isEqualTo(Circuit.OPEN);
    assertThat(health.openUntil()).contains(time.instant().plusSeconds(30));

    time.forward(Duration.ofSeconds(30));
    board.changed();
    refresh();
    assertThat(standing(KNOWN).health().circuit()).isEqualTo(Circuit.HALF_OPEN);
    assertThat(standing(KNOWN).health().openUntil()).isEmpty();
  }

  @Test
  void tellsWhoeverListensOfEachChangeOnceAndOfNothingElse() {
    List<String> told = new ArrayList<>();
    board.whenStandingChanges(report -> told.add(report.deployment() + " " + report.circuit()));

    board.changed();
    refresh();
    open(KNOWN);
    refresh();
    board.changed();
    refresh();
    time.forward(Duration.ofSeconds(30));
    board.changed();
    refresh();
    board.release("p");

    assertThat(told).containsExactly("p/known OPEN", "p/known HALF_OPEN", "p/known CLOSED");
  }

  @Test
  void aReleasedProviderIsCalledAtOnceAndDecisionsKnowIt() {
    open(KNOWN);
    open(STRANGER);
    refresh();

    HealthBoard.Released released = board.release("p");

    assertThat(released)
        .isEqualTo(new HealthBoard.Released(List.of(), List.of("p/known", "p/stranger")));
    assertThat(standing(KNOWN).health().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(guards.of(KNOWN).admit()).isInstanceOf(Admission.Admitted.class);
    assertThat(board.release("p").circuits()).isEmpty();
    assertThat(board.release("another").circuits()).isEmpty();
  }

  @Test
  void changesBeforeARefreshAreToldTogether() {
    board.changed();
    board.changed();
    open(KNOWN);
    open(STRANGER);

    assertThat(waiting).hasSize(1);
  }

  @Test
  void changesDuringARefreshAreToldByOneMoreAfterARest() {
    board.whenStandingChanges(
        _ -> {
          time.forward(Duration.ofMillis(20));
          board.changed();
          board.changed();
        });
    open(KNOWN);
    refresh();

    assertThat(waiting).hasSize(1);
    assertThat(rests).containsExactly(0L, 60L);
    refresh();
    assertThat(waiting).isEmpty();
    board.changed();
    assertThat(rests).containsExactly(0L, 60L, 0L);
  }

  @Test
  void aModelThatNobodyDeclaredIsKnownByItsCalls() {
    open(STRANGER);
    refresh();

    assertThat(standing(STRANGER).health().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(snapshots.current().standings()).hasSize(1);
    assertThat(snapshots.current().seen()).containsOnlyKeys(STRANGER);
  }

  @Test
  void aRevisionIsTheSameForTheSameContent() {
    Permit first = permit(KNOWN);
    board.changed();
    refresh();
    String busy = revision();
    first.released();
    board.changed();
    refresh();
    String idle = revision();
    Permit second = permit(KNOWN);
    board.changed();
    refresh();

    assertThat(standing(KNOWN).health().inFlight()).isEqualTo(1);
    assertThat(busy).isNotEqualTo("h0").isNotEqualTo(idle);
    assertThat(revision()).isEqualTo(busy);
    second.released();
  }

  @Test
  void measuredLatencyIsTold() {
    for (int i = 0; i < 10; i++) {
      permit(KNOWN).succeeded(new LatencySketch.Sample(200, 1_200, 100, i < 3 ? "code" : ""));
    }
    board.changed();
    refresh();

    assertThat(standing(KNOWN).latency().samples()).isEqualTo(10);
    assertThat(standing(KNOWN).latency().source()).isEqualTo("measured");
    assertThat(standing(KNOWN).latency().firstTokenMillis()).isBetween(595, 605);
    assertThat(standing(KNOWN).output())
        .isEqualTo(
            new Output(new Output.Length(100, 10), Map.of("code", new Output.Length(100, 3))));
  }

  @Test
  void keysThatSitOutAreTold() {
    Vertx vertx = Vertx.vertx();
    try {
      new Upstreams(keys, vertx, time.clock()::millis, new OpenConnections())
          .find("p")
          .orElseThrow()
          .bench(
              Optional.of(SPEC.keys().getFirst()),
              "known",
              Faults.ofRefusal(401, Problem.of(ProblemKind.AUTHENTICATION, "no")));
    } finally {
      vertx.close();
    }
    guards.of(KNOWN);
    board.changed();
    refresh();

    assertThat(standing(KNOWN).health().benchedUntil())
        .contains(time.instant().plus(Duration.ofMinutes(1)));
    assertThat(board.report())
        .singleElement()
        .satisfies(
            report ->
                assertThat(report.keys())
                    .containsExactly(
                        new HealthBoard.BenchedKey(
                            "p#1", "credential", time.instant().plus(Duration.ofMinutes(1)))));
  }

  @Test
  @DisplayName("O10 of models without end so many are told, and not many more are kept")
  void ofModelsWithoutEndSoManyAreTold() {
    for (int i = 0; i < 3_000; i++) {
      permit(new Target("p", "made-up-" + i)).failed(Faults.ofRefusal(500, OOPS));
    }
    guards.tidy();

    assertThat(board.report()).hasSize(500);
    assertThat(guards.all()).hasSizeLessThanOrEqualTo(2_000);
  }

  @Test
  void aNewSnapshotKeepsWhatIsKnownOfItsDeployments() {
    open(KNOWN);

    Snapshot reloaded = board.refreshed(snapshot());

    assertThat(reloaded.standing(KNOWN).orElseThrow().health().circuit()).isEqualTo(Circuit.OPEN);
  }

  private void open(Target target) {
    for (int i = 0; i < 10; i++) {
      permit(target).failed(Faults.ofRefusal(500, OOPS));
    }
  }

  private Permit permit(Target target) {
    return ((Admission.Admitted) guards.of(target).admit()).permit();
  }

  private void later(long millis, Runnable work) {
    rests.add(millis);
    waiting.add(work);
  }

  private void refresh() {
    waiting.removeFirst().run();
  }

  private Standing standing(Target target) {
    return snapshots.current().standing(target).orElseThrow();
  }

  private String revision() {
    return snapshots.current().revisions().health();
  }
}
