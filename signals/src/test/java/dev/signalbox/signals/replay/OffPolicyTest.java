package dev.signalbox.signals.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.naming.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OffPolicyTest {
  private static final Target A = new Target("p", "a");
  private static final Target B = new Target("p", "b");
  private static final Map<Target, Belief> BELIEFS =
      Map.of(A, new Belief(0.8, 0.05), B, new Belief(0.6, 0.1));

  private static final Comparator<Double> NEARLY =
      (one, other) -> Math.abs(one - other) < 1e-9 ? 0 : Double.compare(one, other);

  @Test
  void aLogWithoutExplorationRefusesAndLeavesTheNewChoiceToTheDirectModel() {
    List<Comparison> all = certain(200, 0.9).map(each -> Comparison.of(each, A, B)).toList();

    Judgement gain = OffPolicy.gain(all);

    assertThat(gain.refusal()).contains(Judgement.Refusal.NO_EXPLORATION);
    assertThat(gain.unchecked()).isEqualTo(1);
    assertThat(gain.effectiveSamples()).isZero();
    assertThat(gain.estimate().value()).isCloseTo(0.6 - 0.9, within(1e-9));
    assertThat(gain.estimate().high() - gain.estimate().low())
        .isGreaterThan(2 * 1.645 * 0.1)
        .isLessThan(2 * 1.9 * 0.1 * Math.sqrt(2));
  }

  @Test
  void requestsWhoseChoiceStaysCountAsNoDifferenceWhateverWasSaidOfThem() {
    List<Comparison> all = certain(200, 0.1).map(each -> Comparison.of(each, A, A)).toList();

    assertThat(OffPolicy.gain(all))
        .isEqualTo(new Judgement(Estimate.certain(0), 0, 0, Optional.empty()));
  }

  @Test
  void whatTheLogDidIsValuedByItsOwnOutcomesThoughChanceHadNoPart() {
    List<Trial> all = certain(200, 0.9).map(Trial::asLogged).toList();

    Judgement value = OffPolicy.doublyRobust(all);

    assertThat(value.isChecked()).isTrue();
    assertThat(value.unchecked()).isZero();
    assertThat(value.effectiveSamples()).isCloseTo(200, within(1e-6));
    assertThat(value.estimate().value()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void fewerThanFiftyEffectiveSamplesAreRefused() {
    List<Comparison> few = explored(49).map(each -> Comparison.of(each, A, B)).toList();
    List<Comparison> enough = explored(51).map(each -> Comparison.of(each, A, B)).toList();

    assertThat(OffPolicy.gain(few).refusal()).contains(Judgement.Refusal.TOO_FEW_SAMPLES);
    assertThat(OffPolicy.gain(enough).refusal()).isEmpty();
  }

  @Test
  void withoutAnyRewardThatIsTheReason() {
    List<Comparison> all =
        IntStream.range(0, 100)
            .mapToObj(_ -> new Logged(A, 0.9, Optional.empty(), BELIEFS))
            .map(each -> Comparison.of(each, A, B))
            .toList();

    Judgement gain = OffPolicy.gain(all);

    assertThat(gain.refusal()).contains(Judgement.Refusal.NO_REWARDS);
    assertThat(gain.estimate().value()).isCloseTo(-0.2, within(1e-9));
  }

  @Test
  void rewardsThatAreAllAlikeDoNotMakeCertain() {
    List<Trial> all =
        explored(60)
            .filter(each -> each.target().equals(B))
            .map(each -> Trial.of(each, B))
            .toList();

    Estimate estimate = OffPolicy.doublyRobust(all).estimate();

    assertThat(estimate.low()).isLessThan(0.98);
    assertThat(estimate.high()).isEqualTo(1);
  }

  @Test
  void noFigureIsBeyondWhatIsPossible() {
    Map<Target, Belief> worth =
        Map.of(A, new Belief(0.9, 3).plus(-0.4), B, new Belief(0.1, 3).plus(-0.1));
    List<Logged> log =
        IntStream.range(0, 4)
            .mapToObj(i -> new Logged(A, 1, Optional.of(new Reward(0.6 - i % 2, 1)), worth))
            .toList();

    Estimate value =
        OffPolicy.doublyRobust(log.stream().map(each -> Trial.of(each, B)).toList()).estimate();
    Estimate gain =
        OffPolicy.gain(log.stream().map(each -> Comparison.of(each, A, B)).toList()).estimate();
    Estimate half =
        OffPolicy.difference(
                IntStream.range(0, 4)
                    .mapToObj(i -> Comparison.of(log.get(i), A, i < 2 ? A : B))
                    .toList())
            .estimate();

    assertThat(List.of(value.low(), value.high()))
        .usingElementComparator(NEARLY)
        .containsExactly(-0.1, 0.9);
    assertThat(List.of(gain.low(), gain.high()))
        .usingElementComparator(NEARLY)
        .containsExactly(-0.7, 1.3);
    assertThat(List.of(half.low(), half.high()))
        .usingElementComparator(NEARLY)
        .containsExactly(-0.35, 0.65);
  }

  @Test
  void aRewardOfAChoiceThatNothingIsExpectedOfIsLeftOut() {
    Logged stranger =
        new Logged(
            new Target("p", "c"), 1, Optional.of(new Reward(0, 1)), Map.of(A, new Belief(0.8, 0)));

    Judgement value = OffPolicy.doublyRobust(List.of(Trial.of(stranger, A)));

    assertThat(value.refusal()).contains(Judgement.Refusal.NO_REWARDS);
    assertThat(value.estimate().value()).isEqualTo(0.8);
  }

  @Test
  void inversePropensitiesCountARewardByItsChances() {
    List<Trial> trials =
        List.of(
            Trial.of(new Logged(A, 0.5, Optional.of(new Reward(1, 0.5)), BELIEFS), A),
            Trial.of(new Logged(B, 0.5, Optional.of(new Reward(1, 0.5)), BELIEFS), A));

    assertThat(OffPolicy.inversePropensity(trials).value()).isEqualTo(2);
    assertThat(OffPolicy.selfNormalized(trials).value()).isEqualTo(1);
    assertThat(OffPolicy.direct(trials).value()).isEqualTo(0.8);
    assertThat(OffPolicy.effectiveSamples(trials)).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBe() {
    Logged logged = new Logged(A, 1, Optional.empty(), BELIEFS);

    assertThatThrownBy(() -> new Logged(A, 0, Optional.empty(), BELIEFS))
        .hasMessageContaining("chance above 0");
    assertThatThrownBy(() -> new Trial(logged, Map.of(A, 0.5))).hasMessageContaining("add up to 1");
    assertThatThrownBy(() -> Trial.of(logged, new Target("p", "c")))
        .hasMessageContaining("a chance and a belief");
    assertThatThrownBy(() -> new Reward(1, 0)).hasMessageContaining("chance above 0");
    assertThatThrownBy(() -> new Belief(0.5, -1)).hasMessageContaining("deviation");
    assertThatThrownBy(() -> new Belief(0.5, 0, 1, 0)).hasMessageContaining("in this order");
    assertThatThrownBy(() -> OffPolicy.doublyRobust(List.of()))
        .hasMessageContaining("nothing to judge by");
  }

  /** Requests that A answered for certain; of ten, {@code value} × 10 well. */
  private static Stream<Logged> certain(int count, double value) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Logged(A, 1, Optional.of(new Reward(i % 10 < value * 10 ? 1 : 0, 1)), BELIEFS));
  }

  /** {@code count} requests for each of the two, drawn evenly and answered well. */
  private static Stream<Logged> explored(int count) {
    return IntStream.range(0, 2 * count)
        .mapToObj(i -> new Logged(i % 2 == 0 ? A : B, 0.5, Optional.of(new Reward(1, 1)), BELIEFS));
  }
}
