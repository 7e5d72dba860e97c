package dev.signalbox.analytics.decision;

import static dev.signalbox.analytics.schema.Tables.FACT_DECISIONS;
import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import org.jooq.DSLContext;

/**
 * Deletes decisions that were made before a moment, and the parts that no younger one refers to: at
 * most {@value #MOST_ROWS} of each, so that no transaction is long.
 */
final class Forgetting implements Fact {
  static final int MOST_ROWS = 2_000;

  /**
   * A decision is younger than the note on its parts by up to one refresh, and a difference than
   * that on its whole by up to another.
   */
  private static final long MARGIN_MILLIS = 2 * PartLedger.FRESH_MILLIS;

  private final long beforeMillis;
  private volatile boolean full;

  Forgetting(long beforeMillis) {
    this.beforeMillis = beforeMillis;
  }

  @Override
  public void addTo(Batch batch) {
    batch.change(this::delete);
  }

  private void delete(DSLContext transaction) {
    int decisions =
        transaction
            .deleteFrom(FACT_DECISIONS)
            .where(
                FACT_DECISIONS.ID.in(
                    select(FACT_DECISIONS.ID)
                        .from(FACT_DECISIONS)
                        .where(FACT_DECISIONS.ID.lt(FactIds.firstAt(beforeMillis)))
                        .orderBy(FACT_DECISIONS.ID)
                        .limit(MOST_ROWS)))
            .execute();
    int parts =
        transaction
            .deleteFrom(SNAPSHOT_PARTS)
            .where(
                row(SNAPSHOT_PARTS.KIND, SNAPSHOT_PARTS.REVISION)
                    .in(
                        select(SNAPSHOT_PARTS.KIND, SNAPSHOT_PARTS.REVISION)
                            .from(SNAPSHOT_PARTS)
                            .where(SNAPSHOT_PARTS.AT_MS.lt(beforeMillis - MARGIN_MILLIS))
                            .orderBy(SNAPSHOT_PARTS.AT_MS)
                            .limit(MOST_ROWS)))
            .execute();
    full = decisions == MOST_ROWS || parts == MOST_ROWS;
  }

  /** Whether there may be more to delete, once it is committed. */
  boolean full() {
    return full;
  }
}
