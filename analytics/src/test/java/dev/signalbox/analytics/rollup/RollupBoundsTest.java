package dev.signalbox.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RollupBoundsTest {
  private static final int MANY = RollupBook.MOST_ROWS + 2_000;
  private static final RollupDelta ONE = RollupDelta.ofCost(1, 0, 0, 0);

  @ParameterizedTest
  @DisplayName("I14 labels without end take no rows without end, and nothing is lost")
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void labelsWithoutEndTakeABoundedNumberOfRows(Place place) {
    try (Database database = Database.open(place)) {
      DSLContext dsl = database.reading(Area.FACTS);
      RollupBook book = new RollupBook("node");

      Map<RollupKey, RollupDelta> sums = book.after(of("first"), dsl);
      book.committed(sums, 0);
      Map<RollupKey, RollupDelta> more = book.after(of("second"), dsl);

      Map<RollupKey, RollupDelta> day = ofDays(sums);
      assertThat(day).hasSize(RollupBook.MOST_ROWS + 1);
      assertThat(day.values().stream().mapToLong(each -> each.costNanos()).sum()).isEqualTo(MANY);
      assertThat(ofDays(more)).hasSize(1);
      assertThat(ofDays(more).keySet().iterator().next().of())
          .isEqualTo(labelled(Dimensions.OTHER));
    }
  }

  private static Map<RollupKey, RollupDelta> of(String kind) {
    Map<RollupKey, RollupDelta> minutes = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      minutes.put(RollupKey.at(Grain.MINUTE, 0, labelled(kind + i)), ONE);
    }
    return minutes;
  }

  private static Map<RollupKey, RollupDelta> ofDays(Map<RollupKey, RollupDelta> sums) {
    Map<RollupKey, RollupDelta> days = new HashMap<>(sums);
    days.keySet().removeIf(key -> key.grain() != Grain.DAY);
    return days;
  }

  private static Dimensions labelled(String label) {
    return new Dimensions(label, label, label, "openai", "gpt-5-mini", label, "ok");
  }
}
