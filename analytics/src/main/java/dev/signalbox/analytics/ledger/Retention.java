package dev.signalbox.analytics.ledger;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_FINDINGS;
import static dev.signalbox.analytics.schema.Tables.FACT_LOSSES;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;

import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;

/**
 * Takes out of the facts what is older than it is kept, a few thousand rows at a time, so that what
 * is written meanwhile waits no longer than for one of them. Sums by minute go after {@link
 * #MINUTES}, those by hour after {@link #HOURS}; those by day stay.
 */
public final class Retention {
  /** How long sums by minute are kept. */
  public static final Duration MINUTES = Duration.ofDays(14);

  /** How long sums by hour are kept. */
  public static final Duration HOURS = Duration.ofDays(400);

  private static final int STEP = 2_000;
  private static final int MOST_STEPS = 5_000;

  private final FactWriter writer;
  private final SQLDialect dialect;
  private final Duration kept;

  /**
   * A retention of the facts that {@code writer} writes.
   *
   * @param kept how long requests, decisions and what belongs to them are kept; zero keeps them for
   *     ever
   */
  public Retention(FactWriter writer, Database database, Duration kept) {
    this.writer = writer;
    this.dialect = database.dialect();
    this.kept = kept;
  }

  /** Rows of one kind that may go, and what tells them. */
  private record Old<T>(Table<?> table, Field<T> key, Condition old) {}

  /**
   * Takes out what is too old at {@code nowMillis}; blocks until it is gone. Goes on at the next
   * call where it could not finish.
   *
   * @return rows taken out
   */
  public int run(long nowMillis) {
    int removed = 0;
    for (Old<?> old : olds(nowMillis)) {
      removed += removeAll(old);
    }
    if (removed > 0 && dialect == SQLDialect.SQLITE) {
      step(dsl -> dsl.execute("pragma incremental_vacuum(" + STEP + ")"));
    }
    return removed;
  }

  private List<Old<?>> olds(long nowMillis) {
    Condition minutes = spans(Grain.MINUTE, nowMillis - MINUTES.toMillis());
    Condition hours = spans(Grain.HOUR, nowMillis - HOURS.toMillis());
    Old<?> oldMinutes = new Old<>(ROLLUPS, ROLLUPS.START_MS, minutes);
    Old<?> oldHours = new Old<>(ROLLUPS, ROLLUPS.START_MS, hours);
    if (kept.isZero()) {
      return List.of(oldMinutes, oldHours);
    }
    long first = FactIds.firstAt(nowMillis - kept.toMillis());
    return List.of(
        oldMinutes,
        oldHours,
        new Old<>(FACT_LOSSES, FACT_LOSSES.REQUEST, FACT_LOSSES.REQUEST.lt(first)),
        new Old<>(FACT_FINDINGS, FACT_FINDINGS.REQUEST, FACT_FINDINGS.REQUEST.lt(first)),
        new Old<>(FACT_ATTEMPTS, FACT_ATTEMPTS.REQUEST, FACT_ATTEMPTS.REQUEST.lt(first)),
        new Old<>(FACT_REQUESTS, FACT_REQUESTS.ID, FACT_REQUESTS.ID.lt(first)),
        new Old<>(FACT_DECISIONS, FACT_DECISIONS.ID, FACT_DECISIONS.ID.lt(first)),
        new Old<>(
            SNAPSHOT_PARTS,
            SNAPSHOT_PARTS.REVISION,
            SNAPSHOT_PARTS.AT_MS.lt(
                nowMillis - kept.plus(StoredDecisions.PARTS_OUTLIVE).toMillis())));
  }

  private static Condition spans(Grain grain, long before) {
    return ROLLUPS.GRAIN.eq(grain.id()).and(ROLLUPS.START_MS.lt(before));
  }

  private <T> int removeAll(Old<T> old) {
    int removed = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
      int gone = step(dsl -> remove(dsl, old));
      removed += gone;
      if (gone == 0) {
        break;
      }
    }
    return removed;
  }

  /** Whole keys at a time: an attempt goes with the others of its request. */
  private static <T> int remove(DSLContext dsl, Old<T> old) {
    return dsl.deleteFrom(old.table())
        .where(
            old.key()
                .in(
                    dsl.selectDistinct(old.key())
                        .from(old.table())
                        .where(old.old())
                        .orderBy(old.key())
                        .limit(STEP)))
        .and(old.old())
        .execute();
  }

  private interface Step {
    int run(DSLContext dsl);
  }

  private int step(Step step) {
    AtomicInteger rows = new AtomicInteger();
    try {
      writer.write(batch -> batch.change(dsl -> rows.set(step.run(dsl)))).join();
    } catch (CompletionException e) {
      return 0; // the writer has counted and logged it; the next call tries again
    }
    return rows.get();
  }
}
