package dev.signalbox.analytics.store;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;

/**
 * Takes old rows out of one database, a few thousand at a time, so that what is written meanwhile
 * waits no longer than for one such step.
 */
public final class Expiry {
  private static final int STEP = 2_000;
  private static final int MOST_STEPS = 5_000;

  private final FactWriter writer;
  private final SQLDialect dialect;

  /** Works through {@code writer}. */
  public Expiry(FactWriter writer, SQLDialect dialect) {
    this.writer = writer;
    this.dialect = dialect;
  }

  /**
   * Rows of one kind that may go.
   *
   * @param key rows with the same key go together
   */
  public record Old<T>(Table<?> table, Field<T> key, Condition old) {}

  /**
   * Takes out all of {@code old}; blocks. Goes on at the next call where it could not finish.
   *
   * @return rows taken out
   */
  public <T> int remove(Old<T> old) {
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

  /** Gives room that was taken up by removed rows back to the disk. */
  public void giveBack() {
    if (dialect == SQLDialect.SQLITE) {
      step(dsl -> dsl.execute("pragma incremental_vacuum(" + STEP + ")"));
    }
  }

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
