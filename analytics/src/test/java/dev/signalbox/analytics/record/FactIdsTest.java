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
    FactIds ids = new FactIds(3, () -> Instant.ofEpochMilli(NOW));
    long[] made = LongStream.generate(ids::next).limit(10_000).toArray();
    Set<Long> different = new HashSet<>();

    for (int i = 0; i < made.length; i++) {
      different.add(made[i]);
      assertThat(i == 0 || made[i] > made[i - 1]).isTrue();
    }
    assertThat(different).hasSize(10_000);
    assertThat(made[0]).isBetween(FactIds.firstAt(NOW), FactIds.firstAt(NOW + 1) - 1);
    assertThat(made[9_999]).isBetween(FactIds.firstAt(NOW + 2), FactIds.firstAt(NOW + 3) - 1);
  }

  @Test
  void nodesNeverShareAnId() {
    FactIds one = new FactIds(1, () -> Instant.ofEpochMilli(NOW));
    FactIds other = new FactIds(FactIds.NODES - 1, () -> Instant.ofEpochMilli(NOW));

    Set<Long> all = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(one.next());
      all.add(other.next());
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void everyIdOfAMomentIsAtLeastItsFirst() {
    assertThat(new FactIds(0, () -> Instant.ofEpochMilli(NOW)).next())
        .isGreaterThanOrEqualTo(FactIds.firstAt(NOW));
    assertThat(new FactIds(FactIds.NODES - 1, () -> Instant.ofEpochMilli(NOW)).next())
        .isLessThan(FactIds.firstAt(NOW + 1));
  }
}
