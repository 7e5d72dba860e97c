package dev.signalbox.analytics.trial;

import static dev.signalbox.analytics.schema.Tables.CANARY_STOPS;

import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.text.Excerpt;
import java.util.Optional;
import org.jooq.DSLContext;

/** The canaries that a guard has ended, as all nodes are to know. Used by all threads. */
public final class StoredStops {
  private static final int MOST_CHARACTERS = 512;

  private final Database database;
  private final FactWriter writer;

  /**
   * Those in {@code database}.
   *
   * @param writer the one writer of {@link Area#CONTROL}
   */
  public StoredStops(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  /**
   * What ended one.
   *
   * @param trial names what was on trial by its configuration
   * @param atMillis since 1970
   */
  public record Stop(String trial, long atMillis, String guard, String text) {}

  /** What ended the canary of {@code trial}, if it was. Blocks. */
  public Optional<Stop> of(String trial) {
    return database
        .reading(Area.CONTROL)
        .selectFrom(CANARY_STOPS)
        .where(CANARY_STOPS.TRIAL.eq(trial))
        .fetchOptional(
            row -> new Stop(row.getTrial(), row.getAtMs(), row.getGuard(), row.getText()));
  }

  /** Keeps {@code stop}, unless another node has ended it before. Does not wait. */
  public void tell(Stop stop) {
    writer.offer(batch -> batch.change(transaction -> put(transaction, stop)));
  }

  private static void put(DSLContext transaction, Stop stop) {
    int added =
        transaction
            .insertInto(CANARY_STOPS)
            .set(CANARY_STOPS.TRIAL, stop.trial())
            .set(CANARY_STOPS.AT_MS, stop.atMillis())
            .set(CANARY_STOPS.GUARD, stop.guard())
            .set(CANARY_STOPS.TEXT, Excerpt.cut(stop.text(), MOST_CHARACTERS))
            .onConflictDoNothing()
            .execute();
    if (added > 0) {
      Changes.note(transaction, SharedPart.CANARIES);
    }
  }
}
