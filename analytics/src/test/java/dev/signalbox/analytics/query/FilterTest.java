package dev.signalbox.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

final class FilterTest {
  private static final Filter DAY =
      Filter.ALL.within(new Span(1_795_000_000_000L, 1_795_086_400_000L));

  /** Of two bounds a database may take the wider one, and read a span for each slice of it. */
  @Test
  void numbersHaveOneBoundOnEachSide() {
    long inside = DAY.firstNumber() + 7;

    assertThat(numbers(DAY, new Numbers(inside, inside + 9)))
        .isEqualTo("id >= %d and id < %d".formatted(inside, inside + 9));
    assertThat(numbers(DAY, new Numbers(0, Long.MAX_VALUE)))
        .isEqualTo("id >= %d and id < %d".formatted(DAY.firstNumber(), DAY.endNumber()));
    assertThat(numbers(Filter.ALL, Numbers.from(5))).isEqualTo("id >= 5");
    assertThat(numbers(Filter.ALL, Numbers.ALL)).isEmpty();
  }

  /** What of the condition is about numbers. */
  private static String numbers(Filter filter, Numbers numbers) {
    String sql =
        DSL.using(SQLDialect.SQLITE)
            .renderInlined(filter.onRequests(numbers))
            .replaceAll("[()\"`]", "")
            .replaceAll("\\s+", " ");
    return String.join(
        " and ",
        Arrays.stream(sql.split(" and "))
            .map(each -> each.strip().replaceAll("\\w+\\.", ""))
            .filter(each -> each.startsWith("id "))
            .toList());
  }
}
