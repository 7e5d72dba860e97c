package dev.signalbox.analytics.failures;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.record.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record8;

/**
 * What went wrong, the newest first.
 *
 * @param truncated whether there is more than was read; what is missing is older
 */
record Troubles(List<Trouble> all, boolean truncated) {
  /** Most that are read. */
  static final int MOST = 20_000;

  static Troubles of(Filter filter, DSLContext dsl) {
    return of(filter, MOST, dsl);
  }

  /** The newest {@code most} of each kind. */
  static Troubles of(Filter filter, int most, DSLContext dsl) {
    List<Trouble> all = new ArrayList<>();
    boolean truncated = false;
    for (Result result : List.of(Result.FAILED, Result.MITIGATED)) {
      List<Trouble> read = read(filter.with(Dimension.RESULT, Choice.of(result.id())), most, dsl);
      truncated |= read.size() > most;
      all.addAll(read.size() > most ? read.subList(0, most) : read);
    }
    return new Troubles(all, truncated);
  }

  private static List<Trouble> read(Filter filter, int most, DSLContext dsl) {
    return dsl.select(
            FACT_REQUESTS.ID,
            FACT_REQUESTS.AT_MS,
            FACT_REQUESTS.PROJECT,
            FACT_REQUESTS.OUTCOME,
            FACT_REQUESTS.RESULT,
            FACT_ATTEMPTS.PROVIDER,
            FACT_ATTEMPTS.MODEL,
            FACT_ATTEMPTS.FAULT)
        .from(FACT_REQUESTS)
        .leftJoin(FACT_ATTEMPTS)
        .on(
            FACT_ATTEMPTS.REQUEST.eq(FACT_REQUESTS.ID),
            FACT_ATTEMPTS.FAULT.notIn(Set.of("", "client")))
        .where(filter.onRequests())
        .orderBy(FACT_REQUESTS.ID.desc())
        .limit(most + 1)
        .fetch(Troubles::of);
  }

  /** By place, as thousands of them are looked up by name too slowly. */
  private static Trouble of(
      Record8<Long, Long, String, String, String, String, String, String> row) {
    boolean called = row.value6() != null;
    return new Trouble(
        row.value1(),
        row.value2(),
        row.value3(),
        called ? row.value6() : "",
        called ? row.value7() : "",
        called ? row.value8() : row.value4(),
        called,
        row.value5().equals(Result.MITIGATED.id()));
  }
}
