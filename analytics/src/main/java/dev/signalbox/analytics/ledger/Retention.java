package dev.signalbox.analytics.ledger;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.FACT_FINDINGS;
import static dev.signalbox.analytics.schema.Tables.FACT_LOSSES;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.FACT_SHADOWS;
import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;
import static dev.signalbox.analytics.schema.Tables.FACT_TRACES;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;

import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Expiry;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Duration;
import java.util.ArrayList;
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
  private final Kept kept;

  /**
   * How long facts are kept; zero keeps them for ever.
   *
   * @param requests requests, decisions and what belongs to them
   * @param signals what was said of answers
   */
  public record Kept(Duration requests, Duration signals) {}

  /** A retention of the facts that {@code writer} writes. */
  public Retention(FactWriter writer, Database database, Kept kept) {
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
    List<Expiry.Old<?>> olds = new ArrayList<>(List.of(oldMinutes, oldHours));
    if (!kept.requests().isZero()) {
      olds.addAll(oldRequests(nowMillis));
    }
    if (!kept.signals().isZero()) {
      long first = FactIds.firstAt(nowMillis - kept.signals().toMillis());
      olds.add(new Expiry.Old<>(FACT_SIGNALS, FACT_SIGNALS.ID, FACT_SIGNALS.ID.lt(first)));
    }
    return olds;
  }

  private List<Expiry.Old<?>> oldRequests(long nowMillis) {
    Duration age = kept.requests();
    long first = FactIds.firstAt(nowMillis - age.toMillis());
    return List.of(
        new Expiry.Old<>(FACT_TRACES, FACT_TRACES.REQUEST, FACT_TRACES.REQUEST.lt(first)),
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
                nowMillis - age.plus(StoredDecisions.PARTS_OUTLIVE).toMillis())));
  }

  private static Condition spans(Grain grain, long before) {
    return ROLLUPS.GRAIN.eq(grain.id()).and(ROLLUPS.START_MS.lt(before));
  }
}
