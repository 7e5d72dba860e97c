package dev.signalbox.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RhythmTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:34:56Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void isCalmWithUpsAndDownsAndBursts() {
    List<Double> rates =
        LongStream.range(0, 1_500)
            .mapToObj(second -> Rhythm.perSecond(Duration.ofSeconds(second)))
            .toList();

    assertThat(rates).allMatch(rate -> rate > 0.7 && rate < 7);
    assertThat(rates.stream().filter(rate -> rate > 2.5).count()).isBetween(20L, 120L);
    assertThat(rates.stream().mapToDouble(rate -> rate).average().orElseThrow())
        .isBetween(1.0, 2.0);
  }

  @Test
  void thePastHasAsManyMomentsAsAskedInOrderAndMoreOfLate() {
    List<Instant> past = Rhythm.past(NOW.minus(WEEK), NOW, 5_000, new SplittableRandom(1));

    assertThat(past).hasSize(5_000).isSorted();
    assertThat(past.getFirst()).isAfterOrEqualTo(NOW.minus(WEEK));
    assertThat(past.getLast()).isBefore(NOW);
    long ofTheFirstDay =
        past.stream().filter(at -> at.isBefore(NOW.minus(Duration.ofDays(6)))).count();
    long ofTheLastDay =
        past.stream().filter(at -> at.isAfter(NOW.minus(Duration.ofDays(1)))).count();
    assertThat(ofTheLastDay).isGreaterThan(3 * ofTheFirstDay);
    assertThat(ofTheFirstDay).isPositive();
  }

  @Test
  void pausesFollowFromTheRandomNumbers() {
    Duration once = Rhythm.pause(Duration.ZERO, new SplittableRandom(5));

    assertThat(Rhythm.pause(Duration.ZERO, new SplittableRandom(5))).isEqualTo(once);
    assertThat(once).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }
}
