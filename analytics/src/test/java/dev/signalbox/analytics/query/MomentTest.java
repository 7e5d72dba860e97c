package dev.signalbox.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:59:59+01:00",
        "9999-12-31T23:59:59-00:01",
        "+999999999-12-31T23:59:59-18:00",
        " 999999999-12-31T23:59:59-18:00"
      })
  void knowsNothingBefore1970OrAfter9999(String text) {
    assertThat(Moment.of(text, NOW)).isEqualTo(Optional.empty());
    assertThat(Moment.exact(text)).isEqualTo(Optional.empty());
    assertThat(Moment.day(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"})
  void knowsTheFirstAndTheLast(String text) {
    assertThat(Moment.exact(text)).contains(Instant.parse(text));
  }

  @Test
  void readsADay() {
    assertThat(Moment.day("1970-01-01")).contains(LocalDate.EPOCH);
    assertThat(Moment.day("9999-12-31")).contains(LocalDate.of(9999, 12, 31));
    assertThat(Moment.day("2026-02-29")).isEmpty();
    assertThat(Moment.day("2026-2-3")).isEmpty();
  }

  @Test
  void anExactMomentIsNeitherRelativeNorADay() {
    assertThat(Moment.exact("now")).isEmpty();
    assertThat(Moment.exact("2026-11-26")).isEmpty();
  }
}
