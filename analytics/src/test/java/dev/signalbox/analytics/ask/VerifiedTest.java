package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VerifiedTest {
  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void keepsPairsAndGivesTheNewestFirst(Place place) {
    Verified.Pair first = new Verified.Pair("wie viel?", "select 'it''s 1' as \"größe\"");
    Verified.Pair second = new Verified.Pair("how many?", "select 2");
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(
                database,
                Area.FACTS,
                FactWriter.Settings.STANDARD,
                () -> Instant.ofEpochMilli(1_000))) {
      Verified verified = new Verified(database, writer, () -> Instant.ofEpochMilli(1_000));

      assertThat(verified.newest()).isEmpty();
      verified.keep(7, "gateway#1", first).join();
      verified.keep(8, "gateway#1", second).join();

      assertThat(verified.newest()).containsExactly(second, first);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void doingItAgainKeepsOneOfThem(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(
                database,
                Area.FACTS,
                FactWriter.Settings.STANDARD,
                () -> Instant.ofEpochMilli(1_000))) {
      Verified verified = new Verified(database, writer, () -> Instant.ofEpochMilli(1_000));
      Verified.Pair pair = new Verified.Pair("how many?", "select 2");

      verified.keep(7, "gateway#1", pair).join();
      verified.keep(7, "gateway#1", pair).join();

      assertThat(verified.newest()).containsExactly(pair);
    }
  }
}
