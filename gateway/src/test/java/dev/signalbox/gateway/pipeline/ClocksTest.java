package dev.signalbox.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K03: the clock of circuits, keys that sit out and quotas. */
final class ClocksTest {
  private static final Instant START = Instant.parse("2026-10-25T00:59:59Z");

  @Test
  @DisplayName("K03 the steady clock goes on evenly, however the time of day jumps")
  void theSteadyClockGoesOnEvenly() {
    AtomicReference<Instant> wall = new AtomicReference<>(START);
    AtomicLong nanos = new AtomicLong(-5);
    Serving.Clocks clocks = Serving.Clocks.of(wall::get, nanos::get);

    for (int hours : new int[] {1, -1, -24, 24 * 365}) {
      Instant before = clocks.steady().instant();
      wall.set(START.plus(Duration.ofHours(hours)));
      nanos.addAndGet(Duration.ofMillis(250).toNanos());

      assertThat(Duration.between(before, clocks.steady().instant()))
          .isEqualTo(Duration.ofMillis(250));
      assertThat(clocks.wall().instant()).isEqualTo(wall.get());
    }
    assertThat(clocks.steady().instant()).isEqualTo(START.plusSeconds(1));
  }
}
