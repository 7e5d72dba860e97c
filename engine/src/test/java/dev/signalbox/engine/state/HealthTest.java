package dev.signalbox.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void anOpenCircuitIsOneUntilItsTimeIsThere() {
    Health open = health(Circuit.OPEN, Optional.of(NOW), Optional.empty());

    assertThat(open.isOpenAt(NOW.minusNanos(1))).isTrue();
    assertThat(open.isOpenAt(NOW)).isFalse();
    assertThat(health(Circuit.OPEN, Optional.empty(), Optional.empty()).isOpenAt(NOW)).isTrue();
    assertThat(health(Circuit.HALF_OPEN, Optional.empty(), Optional.empty()).isOpenAt(NOW))
        .isFalse();
  }

  @Test
  void keysSitOutUntilTheFirstIsBack() {
    Health benched = health(Circuit.CLOSED, Optional.empty(), Optional.of(NOW));

    assertThat(benched.isBenchedAt(NOW.minusNanos(1))).isTrue();
    assertThat(benched.isBenchedAt(NOW)).isFalse();
    assertThat(Health.GOOD.isBenchedAt(NOW)).isFalse();
  }

  private static Health health(Circuit circuit, Optional<Instant> open, Optional<Instant> benched) {
    return new Health(circuit, open, benched, 0, 0, 1, false);
  }
}
