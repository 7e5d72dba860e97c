package dev.signalbox.signals.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether intervals hold the truth as often as they say, on logs whose truth is known. */
final class OffPolicyCoverageTest {
  /** Logs of each setting; all of them with the same seeds, so that nothing here is luck. */
  private static final int LOGS = Boolean.getBoolean("full") ? 150 : 60;

  /** Logs where several estimates are made of each. */
  private static final int FEWER = LOGS * 2 / 5;

  private static final long FIRST_SEED = 20261126;

  private static final Map<SimulatedLog.Kind, Target> OTHER =
      Map.of(
          SimulatedLog.Kind.EASY, SimulatedLog.WEAK,
          SimulatedLog.Kind.HARD, SimulatedLog.GOOD,
          SimulatedLog.Kind.STRANGE, SimulatedLog.WEAK);

  /** How far estimates are off on average, and how often their intervals hold the truth. */
  private record Seen(double error, double coverage, double refused) {}

  private static Seen over(
      SimulatedLog.Setting setting,
      Function<SimulatedLog, Judgement> judge,
      Function<SimulatedLog, Double> truth) {
    double error = 0;
    int held = 0;
    int refused = 0;
    for (int i = 0; i < LOGS; i++) {
      SimulatedLog log = new SimulatedLog(setting, FIRST_SEED + i);
      Judgement judgement = judge.apply(log);
      Estimate estimate = judgement.estimate();
      double right = truth.apply(log);
      error += Math.abs(estimate.value() - right);
      held += estimate.low() <= right && right <= estimate.high() ? 1 : 0;
      refused += judgement.isChecked() ? 0 : 1;
    }
    return new Seen(error / LOGS, (double) held / LOGS, (double) refused / LOGS);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 0.1, 1.0, 0.15",
    "6000, 0.1, 0.4, 0.15",
    "6000, 0.1, 0.4, 0.4",
    "8000, 0.05, 0.5, 0.2",
    "4000, 0.3, 0.2, 0.1"
  })
  void theValueOfAPolicyIsWithinItsIntervalInAtLeast85Of100Logs(
      int requests, double exploration, double reporting, double error) {
    Seen seen =
        over(
            new SimulatedLog.Setting(requests, exploration, reporting, error),
            log -> OffPolicy.doublyRobust(log.trials(OTHER)),
            _ -> SimulatedLog.worth(OTHER));

    assertThat(seen.coverage()).as("%s", seen).isGreaterThanOrEqualTo(0.85);
    assertThat(seen.error()).as("%s", seen).isLessThan(0.06);
  }

  @ParameterizedTest
  @CsvSource({
    "3000, 0.1, 1.0, 0.15",
    "8000, 0.1, 0.4, 0.15",
    "8000, 0.1, 0.4, 0.4",
    "8000, 0.2, 0.2, 0.2"
  })
  void theGainOfAPolicyIsWithinItsIntervalInAtLeast85Of100Logs(
      int requests, double exploration, double reporting, double error) {
    Seen seen =
        over(
            new SimulatedLog.Setting(requests, exploration, reporting, error),
            log -> OffPolicy.gain(comparisons(log)),
            log -> SimulatedLog.worth(OTHER) - SimulatedLog.worth(log.greedy()));

    assertThat(seen.coverage()).as("%s", seen).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void itIsNearerThanTheDirectModelAndFarNarrowerThanInversePropensities() {
    SimulatedLog.Setting setting = new SimulatedLog.Setting(6_000, 0.1, 0.4, 0.3);
    double direct = 0;
    double robust = 0;
    double robustWidth = 0;
    double inverseWidth = 0;
    for (int i = 0; i < FEWER; i++) {
      List<Trial> trials = new SimulatedLog(setting, FIRST_SEED + i).trials(OTHER);
      double truth = SimulatedLog.worth(OTHER);
      Estimate dr = OffPolicy.doublyRobust(trials).estimate();
      Estimate ips = OffPolicy.inversePropensity(trials);
      direct += Math.abs(OffPolicy.direct(trials).value() - truth);
      robust += Math.abs(dr.value() - truth);
      robustWidth += dr.high() - dr.low();
      inverseWidth += ips.high() - ips.low();
    }

    assertThat(robust).isLessThan(direct / 2);
    assertThat(robustWidth).isLessThan(inverseWidth * 0.8);
  }

  @Test
  void inversePropensitiesAndTheirNormalizedFormCoverToo() {
    SimulatedLog.Setting setting = new SimulatedLog.Setting(6_000, 0.1, 0.5, 0.2);
    List<Function<List<Trial>, Estimate>> estimators =
        List.of(OffPolicy::inversePropensity, OffPolicy::selfNormalized);
    List<Double> coverages = new ArrayList<>();
    for (Function<List<Trial>, Estimate> estimator : estimators) {
      coverages.add(
          over(
                  setting,
                  log -> new Judgement(estimator.apply(log.trials(OTHER)), 0, 0, Optional.empty()),
                  _ -> SimulatedLog.worth(OTHER))
              .coverage());
    }

    assertThat(coverages).allSatisfy(coverage -> assertThat(coverage).isGreaterThan(0.85));
  }

  @Test
  void whatWasChosenAgainstTheBestConstantIsWithinItsInterval() {
    SimulatedLog.Setting setting = new SimulatedLog.Setting(3_000, 0.15, 0.8, 0.1);
    int held = 0;
    for (int i = 0; i < FEWER; i++) {
      SimulatedLog log = new SimulatedLog(setting, FIRST_SEED + i);
      List<BestConstant.Entry> entries = new ArrayList<>();
      for (int each = 0; each < log.requests().size(); each++) {
        entries.add(
            new BestConstant.Entry(log.logged().get(each), each % 2 == 0, SimulatedLog.ALL_SET));
      }
      BestConstant.Result result = BestConstant.of(entries, SimulatedLog.ALL_SET);
      double chosen = 0.85 * SimulatedLog.worth(log.greedy()) + 0.15 * SimulatedLog.meanWorth();
      BestConstant.Constant best = result.best().orElseThrow();
      double gain = chosen - SimulatedLog.constantWorth(best.target());
      Estimate estimate = best.gain().estimate();
      held += estimate.low() <= gain && gain <= estimate.high() ? 1 : 0;
    }

    assertThat((double) held / FEWER).isGreaterThanOrEqualTo(0.85);
  }

  private static List<Comparison> comparisons(SimulatedLog log) {
    return log.requests().stream()
        .map(
            request ->
                Comparison.of(
                    request.logged(),
                    log.best(request.kind()),
                    OTHER.getOrDefault(request.kind(), SimulatedLog.WEAK)))
        .toList();
  }
}
