package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;

/** What a program has recorded and booked, read past it. */
final class RecordedFacts {
  private RecordedFacts() {}

  /** The ids of requests as clients know them. */
  static Set<String> requestIds(DSLContext facts) {
    return facts
        .select(field("request_id", String.class))
        .from(table("fact_requests"))
        .fetchSet(field("request_id", String.class));
  }

  /** The sum of {@code column}; 0 of no rows. */
  static Field<BigDecimal> total(String column) {
    return coalesce(sum(field(column, BigDecimal.class)), inline(BigDecimal.ZERO));
  }

  /** Nano-dollars that are spent and reserved in all periods of budgets for {@code subject}. */
  static long booked(DSLContext control, String subject) {
    return control
        .select(total("spent_nanos + reserved_nanos"))
        .from(table("budget_periods"))
        .where(field("subject", String.class).eq(subject))
        .fetchSingle()
        .value1()
        .longValue();
  }

  /** Fails unless sums of each grain are what their requests come to. */
  static void sumsAgree(DSLContext facts) {
    var raw =
        facts.select(count(), total("output_tokens")).from(table("fact_requests")).fetchSingle();
    for (String grain : new String[] {"minute", "hour", "day"}) {
      var sums =
          facts
              .select(total("requests"), total("output_tokens"))
              .from(table("rollups"))
              .where(field("grain", String.class).eq(grain))
              .fetchSingle();
      assertThat(sums.value1()).as(grain).isEqualByComparingTo(BigDecimal.valueOf(raw.value1()));
      assertThat(sums.value2()).as(grain).isEqualByComparingTo(raw.value2());
    }
  }
}
