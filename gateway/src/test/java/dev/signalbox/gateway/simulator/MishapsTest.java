package dev.signalbox.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MishapsTest {
  private static final Instant START = SimulatorOptions.STANDARD_TIME;

  private Instant now = START;

  private Mishaps mishaps(long seed, Mishap... all) {
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new Mishaps(
        SimulatorOptions.standard().withSeed(seed).withClock(clock).withMishaps(List.of(all)));
  }

  private static Mishap always(String fault, double percent) {
    return new Mishap(fault, percent, Duration.ZERO, Duration.ZERO);
  }

  private static List<Optional<String>> drawn(Mishaps mishaps) {
    return Stream.generate(mishaps::next).limit(2_000).toList();
  }

  @Test
  void doNotHappenUnlessTheyAreAskedFor() {
    assertThat(drawn(mishaps(1))).containsOnly(Optional.empty());
    assertThat(drawn(mishaps(1, always("429", 0)))).containsOnly(Optional.empty());
  }

  @Test
  void hitTheirShareOfTheRequestsTheSameForTheSameSeed() {
    List<Optional<String>> first = drawn(mishaps(1, always("429", 5)));

    assertThat(first.stream().flatMap(Optional::stream)).hasSizeBetween(60, 140);
    assertThat(drawn(mishaps(1, always("429", 5)))).isEqualTo(first);
    assertThat(drawn(mishaps(2, always("429", 5)))).isNotEqualTo(first);
  }

  @Test
  void comeAtTheEndOfTheirTimeAndGoAgain() {
    Mishaps mishaps =
        mishaps(1, new Mishap("503", 100, Duration.ofSeconds(300), Duration.ofSeconds(60)));

    assertThat(mishaps.next()).isEmpty();
    now = START.plusMillis(239_999);
    assertThat(mishaps.next()).isEmpty();
    now = START.plusMillis(240_000);
    assertThat(mishaps.next()).contains("503");
    now = START.plusMillis(299_999);
    assertThat(mishaps.next()).contains("503");
    now = START.plusMillis(300_000);
    assertThat(mishaps.next()).isEmpty();
  }
}
