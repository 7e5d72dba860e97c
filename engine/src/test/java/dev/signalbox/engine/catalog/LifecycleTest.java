package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

final class LifecycleTest {
  @ParameterizedTest
  @CsvSource({
    "ACTIVE,,,2026-11-20,ACTIVE",
    "PREVIEW,,,2026-11-20,PREVIEW",
    "ACTIVE,2026-11-21,,2026-11-20,ACTIVE",
    "ACTIVE,2026-11-20,,2026-11-20,DEPRECATED",
    "DEPRECATED,,2026-11-21,2026-11-20,DEPRECATED",
    "DEPRECATED,,2026-11-20,2026-11-20,RETIRED",
    "ACTIVE,,2026-11-20,2026-11-20,RETIRED",
    "RETIRED,,,2026-11-20,RETIRED"
  })
  void anAnnouncedDateCountsFromTheDayItComes(ArgumentsAccessor row) {
    Lifecycle lifecycle =
        new Lifecycle(
            row.get(0, Lifecycle.Stage.class),
            Optional.empty(),
            Optional.ofNullable(row.get(1, LocalDate.class)),
            Optional.ofNullable(row.get(2, LocalDate.class)),
            Optional.empty());

    LocalDate day = row.get(3, LocalDate.class);
    Lifecycle.Stage stage = lifecycle.stageOn(day);

    assertThat(stage).isEqualTo(row.get(4, Lifecycle.Stage.class));
    assertThat(day.toEpochDay() >= lifecycle.endDay())
        .isEqualTo(stage == Lifecycle.Stage.DEPRECATED || stage == Lifecycle.Stage.RETIRED);
  }
}
