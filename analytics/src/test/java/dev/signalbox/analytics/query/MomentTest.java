package dev.signalbox.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "now,2026-11-26T12:00:00Z",
    "now-24h,2026-11-25T12:00:00Z",
    "now-15m,2026-11-26T11:45:00Z",
    "now-2w,2026-11-12T12:00:00Z",
    "2026-11-20,2026-11-20T00:00:00Z",
    "2026-11-20T08:00:00+02:00,2026-11-20T06:00:00Z",
    "2026-11-20T08:00:00 02:00,2026-11-20T06:00:00Z"
  })
  void readsWhatPeopleWrite(String text, String expected) {
    assertThat(Moment.of(text, NOW)).contains(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "now+1h", "now-1y", "2026-13-01", "now-999999999w"})
  void saysWhenItIsNoTime(String text) {
    assertThat(Moment.of(text, NOW)).isEmpty();
  }

  @Test
  void knowsNothingBefore1970() {
    assertThat(Moment.of("1969-12-31", NOW)).isEqualTo(Optional.empty());
  }
}
