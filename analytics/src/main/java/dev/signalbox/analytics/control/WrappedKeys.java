package dev.signalbox.analytics.control;

import static dev.signalbox.analytics.schema.Tables.VAULT_KEYS;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;

/** The keys that secrets are sealed with, as the control database has them: wrapped. */
public final class WrappedKeys {
  private final Database database;
  private final FactWriter writer;
  private final InstantSource clock;

  /**
   * The wrapped keys of {@code database}.
   *
   * @param writer of the control database
   */
  public WrappedKeys(Database database, FactWriter writer, InstantSource clock) {
    this.database = database;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * A wrapped key.
   *
   * @param number from 1, in the order in which they were made
   * @param master which master key wraps it
   */
  public record Row(int number, String master, String wrapped) {}

  /** All of them, the oldest first; blocks. */
  public List<Row> all() {
    return database
        .reading(Area.CONTROL)
        .selectFrom(VAULT_KEYS)
        .orderBy(VAULT_KEYS.NUMBER)
        .fetch(row -> new Row(row.getNumber(), row.getMaster(), row.getWrapped()));
  }

  /**
   * In one transaction, wraps {@code rewrapped} anew and adds {@code added}; where another process
   * was faster, what it did stays. Completes when it is stored.
   */
  public CompletableFuture<Void> store(List<Row> rewrapped, Row added) {
    long now = clock.millis();
    return writer.write(
        batch ->
            batch.change(
                transaction -> {
                  rewrapped.forEach(row -> rewrap(row, transaction));
                  transaction
                      .insertInto(VAULT_KEYS)
                      .set(VAULT_KEYS.NUMBER, added.number())
                      .set(VAULT_KEYS.MASTER, added.master())
                      .set(VAULT_KEYS.WRAPPED, added.wrapped())
                      .set(VAULT_KEYS.AT_MS, now)
                      .onConflictDoNothing()
                      .execute();
                }));
  }

  private static void rewrap(Row row, DSLContext transaction) {
    transaction
        .update(VAULT_KEYS)
        .set(VAULT_KEYS.MASTER, row.master())
        .set(VAULT_KEYS.WRAPPED, row.wrapped())
        .where(VAULT_KEYS.NUMBER.eq(row.number()))
        .execute();
  }
}
