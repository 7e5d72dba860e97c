package dev.signalbox.gateway.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

final class TimesTest {
  @Test
  void aQuantileIsRightToATwentieth() {
    Times times = new Times();
    for (int millis = 1; millis <= 10_000; millis++) {
      times.add(millis);
    }

    assertThat(times.quantile(0.95)).isCloseTo(9_500, withinPercentage(5));
    assertThat(times.quantile(0.5)).isCloseTo(5_000, withinPercentage(5));
    assertThat(times.quantile(0.1)).isCloseTo(1_000, withinPercentage(5));
  }

  @Test
  void timesBeyondTheLastBucketAreInIt() {
    Times times = new Times();
    assertThat(times.quantile(0.95)).isZero();
    times.add(Long.MAX_VALUE);
    times.add(-1);

    assertThat(times.quantile(1)).isGreaterThan(7_200_000);
    assertThat(times.quantile(0)).isEqualTo(1);
  }
}
