package dev.signalbox.gateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
    assertThat(CURVE.at(5)).isCloseTo(0.74, within(1e-12));
    assertThat(CURVE.costOf(0.6)).isCloseTo(3, within(1e-12));
    assertThat(CURVE.costOf(0.95)).isNaN();
    assertThat(CURVE.top()).isEqualTo(0.9);
  }
}
