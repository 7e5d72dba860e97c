package dev.signalbox.signals.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  private static final Group GROUP = new Group("oa/sol", "code", "user");

  /** {@code n} sure signals with that mean. */
  private static Figures of(double mean, int n) {
    Mean quality = Mean.NONE.plus(mean, n);
    return new Figures(
        n,
        n,
        quality,
        n,
        Mean.NONE.plus(mean, n),
        Mean.NONE,
        Mean.NONE,
        Mean.NONE.plus(mean, n),
        Mean.NONE,
        Mean.NONE,
        Mean.NONE,
        0);
  }

  /**
   * <a href="https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval">Wilson's
   * interval</a>, computed by hand for 7 of 10 at 90 %.
   */
  @Test
  void knowsHowFarTheQualityMayBeOff() {
    Figures.Interval interval = of(0.7, 10).interval();

    assertThat(interval.low()).isCloseTo(0.4417, Offset.offset(1e-4));
    assertThat(interval.high()).isCloseTo(0.8731, Offset.offset(1e-4));
    assertThat(Figures.NONE.interval()).isEqualTo(new Figures.Interval(0, 1));
    assertThat(of(0, 5).interval().low()).isZero();
    assertThat(of(1, 5).interval().high()).isEqualTo(1, Offset.offset(1e-12));
  }

  @Test
  void unsureSignalsTellLessThanTheirNumber() {
    Figures figures =
        new Figures(
            2,
            2,
            Mean.NONE.plus(1, 1).plus(1, 0.1),
            1.01,
            Mean.NONE,
            Mean.NONE,
            Mean.NONE,
            Mean.NONE,
            Mean.NONE,
            Mean.NONE,
            Mean.NONE,
            0);

    assertThat(figures.effective()).isCloseTo(1.21 / 1.01, Offset.offset(1e-12));
  }

  @Test
  void saysSoBeyondAThresholdAndNotAtIt() {
    Thresholds thresholds = new Thresholds(Map.of(Metric.ACCEPTANCE, 0.5, Metric.ERROR, 0.5), 20);

    assertThat(thresholds.alertsOf(GROUP, of(0.5, 20))).isEmpty();
    assertThat(thresholds.alertsOf(GROUP, of(0.49, 19))).isEmpty();
    assertThat(thresholds.alertsOf(GROUP, of(0.49, 20)))
        .extracting(Alert::metric)
        .containsExactly(Metric.ACCEPTANCE);
    assertThat(thresholds.alertsOf(GROUP, of(0.75, 40)))
        .containsExactly(new Alert(GROUP, Metric.ERROR, 0.75, 0.5, 40));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Thresholds(Map.of(Metric.ERROR, 1.5), 1));
  }
}
