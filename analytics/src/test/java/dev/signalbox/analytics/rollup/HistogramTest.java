package dev.signalbox.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class HistogramTest {
  @Property
  void percentilesAreAtMostSixPercentOff(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(max = 10_000_000) Long> times) {
    Histogram histogram = sum(times);
    List<Long> sorted = times.stream().sorted().toList();

    for (double share : new double[] {0.01, 0.5, 0.95, 1}) {
      double exact = sorted.get(Math.max(1, (int) Math.ceil(share * sorted.size())) - 1);
      assertThat(histogram.percentile(share)).isCloseTo(exact, within(exact * 0.0625 + 0.001));
    }
  }

  @Property
  void comesBackFromItsBytes(
      @ForAll @Size(max = 50) List<@LongRange(min = -1, max = Long.MAX_VALUE) Long> times) {
    Histogram histogram = sum(times);

    assertThat(Histogram.ofBytes(histogram.toBytes())).isEqualTo(histogram);
  }

  @Property
  void partsAddUpToTheWhole(
      @ForAll @Size(max = 50) List<@LongRange(max = 100_000) Long> some,
      @ForAll @Size(max = 50) List<@LongRange(max = 100_000) Long> others) {
    List<Long> all = new ArrayList<>(some);
    all.addAll(others);

    assertThat(sum(some).plus(sum(others))).isEqualTo(sum(all));
  }

  @Test
  void hasNoPercentileOfNothing() {
    assertThat(Histogram.EMPTY.percentile(0.5)).isEqualTo(-1);
  }

  @Test
  void refusesBytesThatAreNotItsOwn() {
    assertThatThrownBy(() -> Histogram.ofBytes(new byte[] {(byte) 0x80}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Histogram.ofBytes(new byte[] {0x7f, 1, 0x7f, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Histogram sum(List<Long> times) {
    return times.stream().map(Histogram::of).reduce(Histogram.EMPTY, Histogram::plus);
  }
}
