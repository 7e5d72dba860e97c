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
import org.jooq.Record;

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

  private static Trouble of(Record row) {
    boolean called = row.get(FACT_ATTEMPTS.PROVIDER) != null;
    return new Trouble(
        row.get(FACT_REQUESTS.ID),
        row.get(FACT_REQUESTS.AT_MS),
        row.get(FACT_REQUESTS.PROJECT),
        called ? row.get(FACT_ATTEMPTS.PROVIDER) : "",
        called ? row.get(FACT_ATTEMPTS.MODEL) : "",
        row.get(called ? FACT_ATTEMPTS.FAULT : FACT_REQUESTS.OUTCOME),
        called,
        row.get(FACT_REQUESTS.RESULT).equals(Result.MITIGATED.id()));
  }
}
