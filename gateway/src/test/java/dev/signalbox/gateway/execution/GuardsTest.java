package dev.signalbox.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.QuotaHeaders;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardsTest {
  private static final Target TARGET = new Target("p", "m");
  private static final LatencySketch.Sample SAMPLE = new LatencySketch.Sample(100, 600, 50);
  private static final Fault DOWN = Faults.ofRefusal(500, Problem.of(ProblemKind.INTERNAL, "no"));
  private static final Fault WRONG =
      Faults.ofRefusal(400, Problem.of(ProblemKind.INVALID_REQUEST, "no"));

  private final TestTime time = new TestTime();
  private final FaultCounters counters = new FaultCounters();

  @Test
  void aCircuitOpensWhenHalfOfTheCallsFailAndSaysUntilWhen() {
    DeploymentGuard guard = guards(ExecutionSettings.STANDARD).of(TARGET);
    for (int i = 0; i < 5; i++) {
      permit(guard).succeeded(SAMPLE);
    }
    for (int i = 0; i < 4; i++) {
      permit(guard).failed(DOWN);
    }
    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);

    permit(guard).failed(DOWN);

    Instant until = time.instant().plusSeconds(30);
    assertThat(guard.circuit()).isEqualTo(Circuit.OPEN);
    assertThat(guard.openUntil()).contains(until);
    Admission.TurnedAway away = turnedAway(guard);
    assertThat(away.reason()).contains(new Reason.CircuitOpen(Optional.of(until)));
    assertThat(away.fault().name()).isEqualTo("circuit_open");
    assertThat(away.fault().problem().retryAfterSeconds()).hasValue(31);
    assertThat(counters.of("circuit_opened")).isEqualTo(1);
  }

  @Test
  void theClientsOwnErrorsAndAbortsNeverOpenACircuit() {
    DeploymentGuard guard = guards(ExecutionSettings.STANDARD).of(TARGET);
    for (int i = 0; i < 500; i++) {
      permit(guard).failed(WRONG);
      permit(guard).released();
    }

    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(guard.inFlight()).isZero();
  }

  @Test
  void whenItsTimeIsOverExactlySoManyProbesPass() {
    DeploymentGuard guard = opened(2);
    assertThat(admissions(guard, 100)).isEmpty();
    time.forward(Duration.ofSeconds(31));
    assertThat(guard.circuit()).isEqualTo(Circuit.HALF_OPEN);

    List<Permit> probes = admissions(guard, 100);

    assertThat(probes).hasSize(2);
    probes.forEach(probe -> probe.succeeded(SAMPLE));
    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(admissions(guard, 100)).hasSize(100);
  }

  @Test
  void exactlySoManyProbesPassOfManyThreads() throws Exception {
    for (int round = 0; round < 20; round++) {
      DeploymentGuard guard = opened(3);
      time.forward(Duration.ofSeconds(31));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Admission>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          asked.add(
              threads.submit(
                  () -> {
                    start.await();
                    return guard.admit();
                  }));
        }
        start.countDown();
        int admitted = 0;
        for (Future<Admission> each : asked) {
          admitted += each.get() instanceof Admission.Admitted ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(3);
      }
    }
  }

  @Test
  void aFailedProbeOpensTheCircuitAgain() {
    DeploymentGuard guard = opened(2);
    time.forward(Duration.ofSeconds(31));

    admissions(guard, 2).forEach(probe -> probe.failed(DOWN));

    assertThat(guard.openUntil()).contains(time.instant().plusSeconds(30));
    assertThat(admissions(guard, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"released", "client error", "busy"})
  void aProbeThatSaysNothingMakesRoomForAnother(String way) {
    DeploymentGuard guard = opened(1);
    time.forward(Duration.ofSeconds(31));
    for (int i = 0; i < 10; i++) {
      List<Permit> probes = admissions(guard, 5);
      assertThat(probes).hasSize(1);
      Permit probe = probes.getFirst();
      switch (way) {
        case "released" -> probe.released();
        case "client error" -> probe.failed(WRONG);
        default -> probe.failed(Faults.local("x", Problem.of(ProblemKind.UNAVAILABLE, "x")));
      }
    }
    permit(guard).succeeded(SAMPLE);
    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void theFirstPieceOfAProbesAnswerClosesTheCircuit() {
    DeploymentGuard guard = opened(1);
    time.forward(Duration.ofSeconds(31));
    Permit probe = permit(guard);

    probe.speaks();

    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(guard.inFlight()).isEqualTo(1);
    probe.succeeded(SAMPLE);
    assertThat(guard.inFlight()).isZero();
  }

  @Test
  void callsBegunBeforeTheCircuitOpenedChangeNothingOfItsProbes() {
    DeploymentGuard guard = guards(settings(1)).of(TARGET);
    List<Permit> old = admissions(guard, 20);
    for (int i = 0; i < 10; i++) {
      old.get(i).failed(DOWN);
    }
    time.forward(Duration.ofSeconds(31));
    Permit probe = permit(guard);

    old.subList(10, 15).forEach(Permit::released);
    old.subList(15, 18).forEach(each -> each.failed(DOWN));
    old.subList(18, 20).forEach(each -> each.succeeded(SAMPLE));

    assertThat(guard.circuit()).isEqualTo(Circuit.HALF_OPEN);
    assertThat(admissions(guard, 10)).isEmpty();
    probe.succeeded(SAMPLE);
    assertThat(guard.circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void aPermitIsSettledOnce() {
    DeploymentGuard guard = guards(ExecutionSettings.STANDARD).of(TARGET);
    Permit permit = permit(guard);
    permit.succeeded(SAMPLE);
    permit.failed(DOWN);
    permit.released();

    assertThat(guard.inFlight()).isZero();
    assertThat(guard.figures().samples()).isEqualTo(1);
  }

  @Test
  void asManyCallsAsAllowedAreUnderWayAtOnce() {
    Guards guards =
        guards(
            new ExecutionSettings(
                ExecutionSettings.Breaker.STANDARD,
                OptionalInt.of(3),
                OptionalInt.empty(),
                OptionalLong.empty()));
    List<Permit> first = admissions(guards.of(TARGET), 2);
    List<Permit> second = admissions(guards.of(new Target("p", "other")), 5);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(turnedAway(guards.of(TARGET)).fault().name()).isEqualTo("in_flight_full");
    second.getFirst().released();
    assertThat(admissions(guards.of(TARGET), 5)).hasSize(1);
  }

  @Test
  void aTurnedAwayCallTakesNoProbe() {
    Guards guards =
        guards(
            new ExecutionSettings(
                new ExecutionSettings.Breaker(50, 1, Duration.ofSeconds(30), 1),
                OptionalInt.of(1),
                OptionalInt.empty(),
                OptionalLong.empty()));
    DeploymentGuard guard = guards.of(TARGET);
    permit(guard).failed(DOWN);
    time.forward(Duration.ofSeconds(31));
    Permit other = permit(guards.of(new Target("p", "other")));

    assertThat(turnedAway(guard).fault().name()).isEqualTo("in_flight_full");
    other.released();

    assertThat(admissions(guard, 3)).hasSize(1);
  }

  @Test
  void requestsAndTokensAMinuteAreCounted() {
    Guards guards =
        guards(
            new ExecutionSettings(
                ExecutionSettings.Breaker.STANDARD,
                OptionalInt.empty(),
                OptionalInt.of(4),
                OptionalLong.of(1_000)));
    DeploymentGuard guard = guards.of(TARGET);

    permit(guard).succeeded(SAMPLE);
    assertThat(guard.quotaPercent()).isEqualTo(25);
    guard.used(600);
    assertThat(guard.quotaPercent()).isEqualTo(60);
    guard.used(5_000);
    assertThat(guard.quotaPercent()).isEqualTo(100);
    guard.used(-5);

    assertThat(admissions(guard, 10)).hasSize(3);
    assertThat(turnedAway(guard).reason()).contains(new Reason.QuotaExhausted(100));
  }

  @Test
  void whatTheProviderSaysOfItsLimitsCountsUntilTheyAreFullAgain() {
    DeploymentGuard guard = guards(ExecutionSettings.STANDARD).of(TARGET);

    guard.reported(new QuotaHeaders.Used(92, 5_000));

    assertThat(guard.quotaPercent()).isEqualTo(92);
    time.forward(Duration.ofSeconds(5));
    assertThat(guard.quotaPercent()).isZero();
  }

  @Test
  void modelsWithoutEndAreForgotten() {
    Guards guards = guards(ExecutionSettings.STANDARD);
    for (int i = 0; i < 10_000; i++) {
      guards.of(new Target("p", "m" + i));
    }
    guards.tidy();

    assertThat(guards.all()).hasSizeLessThanOrEqualTo(2_000);
  }

  private DeploymentGuard opened(int probes) {
    DeploymentGuard guard = guards(settings(probes)).of(TARGET);
    for (int i = 0; i < 10; i++) {
      permit(guard).failed(DOWN);
    }
    assertThat(guard.circuit()).isEqualTo(Circuit.OPEN);
    return guard;
  }

  private static ExecutionSettings settings(int probes) {
    return new ExecutionSettings(
        new ExecutionSettings.Breaker(50, 10, Duration.ofSeconds(30), probes),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty());
  }

  private Guards guards(ExecutionSettings settings) {
    return new Guards(
        List.of(TestSpecs.of("p", settings)), RetrySettings.STANDARD, time.clock(), counters);
  }

  private static Permit permit(DeploymentGuard guard) {
    return ((Admission.Admitted) guard.admit()).permit();
  }

  private static Admission.TurnedAway turnedAway(DeploymentGuard guard) {
    return (Admission.TurnedAway) guard.admit();
  }

  private static List<Permit> admissions(DeploymentGuard guard, int asked) {
    List<Permit> admitted = new ArrayList<>();
    for (int i = 0; i < asked; i++) {
      if (guard.admit() instanceof Admission.Admitted(var permit)) {
        admitted.add(permit);
      }
    }
    return admitted;
  }
}
