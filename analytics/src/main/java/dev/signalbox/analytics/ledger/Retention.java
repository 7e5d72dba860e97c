package dev.signalbox.analytics.ledger;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_FINDINGS;
import static dev.signalbox.analytics.schema.Tables.FACT_LOSSES;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.FACT_SHADOWS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;

import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Expiry;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;

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

  private final Expiry expiry;
  private final Duration kept;

  /**
   * A retention of the facts that {@code writer} writes.
   *
   * @param kept how long requests, decisions and what belongs to them are kept; zero keeps them for
   *     ever
   */
  public Retention(FactWriter writer, Database database, Duration kept) {
    this.expiry = new Expiry(writer, database.dialect());
    this.kept = kept;
  }

  /**
   * Takes out what is too old at {@code nowMillis}; blocks until it is gone. Goes on at the next
   * call where it could not finish.
   *
   * @return rows taken out
   */
  public int run(long nowMillis) {
    int removed = 0;
    for (Expiry.Old<?> old : olds(nowMillis)) {
      removed += expiry.remove(old);
    }
    if (removed > 0) {
      expiry.giveBack();
    }
    return removed;
  }

  private List<Expiry.Old<?>> olds(long nowMillis) {
    Condition minutes = spans(Grain.MINUTE, nowMillis - MINUTES.toMillis());
    Condition hours = spans(Grain.HOUR, nowMillis - HOURS.toMillis());
    Expiry.Old<?> oldMinutes = new Expiry.Old<>(ROLLUPS, ROLLUPS.START_MS, minutes);
    Expiry.Old<?> oldHours = new Expiry.Old<>(ROLLUPS, ROLLUPS.START_MS, hours);
    if (kept.isZero()) {
      return List.of(oldMinutes, oldHours);
    }
    long first = FactIds.firstAt(nowMillis - kept.toMillis());
    return List.of(
        oldMinutes,
        oldHours,
        new Expiry.Old<>(FACT_LOSSES, FACT_LOSSES.REQUEST, FACT_LOSSES.REQUEST.lt(first)),
        new Expiry.Old<>(FACT_FINDINGS, FACT_FINDINGS.REQUEST, FACT_FINDINGS.REQUEST.lt(first)),
        new Expiry.Old<>(FACT_ATTEMPTS, FACT_ATTEMPTS.REQUEST, FACT_ATTEMPTS.REQUEST.lt(first)),
        new Expiry.Old<>(FACT_REQUESTS, FACT_REQUESTS.ID, FACT_REQUESTS.ID.lt(first)),
        new Expiry.Old<>(FACT_DECISIONS, FACT_DECISIONS.ID, FACT_DECISIONS.ID.lt(first)),
        new Expiry.Old<>(FACT_SHADOWS, FACT_SHADOWS.ID, FACT_SHADOWS.ID.lt(first)),
        new Expiry.Old<>(
            SNAPSHOT_PARTS,
            SNAPSHOT_PARTS.REVISION,
            SNAPSHOT_PARTS.AT_MS.lt(
                nowMillis - kept.plus(StoredDecisions.PARTS_OUTLIVE).toMillis())));
  }

  private static Condition spans(Grain grain, long before) {
    return ROLLUPS.GRAIN.eq(grain.id()).and(ROLLUPS.START_MS.lt(before));
  }
}
