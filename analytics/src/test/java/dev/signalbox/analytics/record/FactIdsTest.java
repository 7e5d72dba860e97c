package dev.signalbox.analytics.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FactIdsTest {
  private static final long NOW = Instant.parse("2026-11-25T10:00:00Z").toEpochMilli();

  @Test
  void growsAndNeverRepeatsWithinAndBeyondAMillisecond() {
    FactIds ids = new FactIds(3, () -> NOW);
    long[] made = LongStream.generate(ids::next).limit(10_000).toArray();
    Set<Long> different = new HashSet<>();

    for (int i = 0; i < made.length; i++) {
      different.add(made[i]);
      assertThat(i == 0 || made[i] > made[i - 1]).isTrue();
    }
    assertThat(different).hasSize(10_000);
    assertThat(FactIds.millisOf(made[0])).isEqualTo(NOW);
    assertThat(FactIds.millisOf(made[9_999])).isEqualTo(NOW + 2);
  }

  @Test
  void nodesNeverShareAnId() {
    FactIds one = new FactIds(1, () -> NOW);
    FactIds other = new FactIds(FactIds.NODES - 1, () -> NOW);

    Set<Long> all = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(one.next());
      all.add(other.next());
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void everyIdOfAMomentIsAtLeastItsFirst() {
    assertThat(new FactIds(0, () -> NOW).next()).isGreaterThanOrEqualTo(FactIds.firstAt(NOW));
    assertThat(new FactIds(FactIds.NODES - 1, () -> NOW).next())
        .isLessThan(FactIds.firstAt(NOW + 1));
  }
}
