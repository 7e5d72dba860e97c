package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
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
  void anAnnouncedDateCountsFromTheDayItComes(
      Lifecycle.Stage stage,
      LocalDate deprecated,
      LocalDate retired,
      LocalDate day,
      Lifecycle.Stage expected) {
    Lifecycle lifecycle =
        new Lifecycle(
            stage,
            Optional.empty(),
            Optional.ofNullable(deprecated),
            Optional.ofNullable(retired),
            Optional.empty());

    assertThat(lifecycle.stageOn(day)).isEqualTo(expected);
  }
}
