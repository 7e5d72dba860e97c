package dev.signalbox.gateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The curve's figures are those of the metrics' reference arithmetic. */
final class CurveTest {
  private static final Curve CURVE =
      Curve.of(
          List.of(
              new Curve.Point(1, 0.3),
              new Curve.Point(2, 0.5),
              new Curve.Point(3, 0.45),
              new Curve.Point(4, 0.7),
              new Curve.Point(6, 0.72),
              new Curve.Point(9, 0.9)));

  @Test
  void theEnvelopeIsConcaveAndRises() {
    assertThat(CURVE.hull())
        .containsExactly(
            new Curve.Point(1, 0.3),
            new Curve.Point(2, 0.5),
            new Curve.Point(4, 0.7),
            new Curve.Point(9, 0.9));
  }

  @Test
  void meanQualityAndCostOfAQualityAreThoseOfTheReference() {
    assertThat(CURVE.mean(1, 9)).isCloseTo(0.6997493734335839, within(1e-12));
    assertThat(CURVE.mean(0.5, 9)).isCloseTo(0.6582797619047619, within(1e-12));
    assertThat(CURVE.logMean(1, 9)).isCloseTo(0.598559478951186, within(1e-12));
    assertThat(CURVE.logMean(0.5, 9)).isCloseTo(0.45514164825883496, within(1e-12));
    assertThat(CURVE.at(5)).isCloseTo(0.74, within(1e-12));
    assertThat(CURVE.had(5)).isEqualTo(CURVE.at(5));
    assertThat(CURVE.had(0.9)).isNaN();
    assertThat(CURVE.costOf(0.6)).isCloseTo(3, within(1e-12));
    assertThat(CURVE.costOf(0.95)).isNaN();
    assertThat(CURVE.top()).isEqualTo(0.9);
  }

  /** Of a hundred prompts the stronger one gains on twenty, and loses on five of the last. */
  private static StrongCalls calls() {
    return new StrongCalls(
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new StrongCalls.Called(
                        -i, i < 20 || (i >= 50 && i < 95) ? 1 : 0, i >= 50 ? 1 : 0))
            .toList());
  }

  @Test
  void theShareOfCallsThatAShareOfTheGainTakesIsTheLeastOne() {
    assertThat(calls().leastCalls(0)).isZero();
    assertThat(calls().leastCalls(0.8)).isEqualTo(0.12);
    assertThat(calls().leastCalls(1)).isEqualTo(0.15);
    assertThat(calls().area())
        .isCloseTo((190 + 75 * 20 + 20 + 19 + 18 + 17 + 16 + 15) / 15.0 / 101, within(1e-12));
  }
}
