package dev.signalbox.analytics.ask;

import static dev.signalbox.analytics.schema.Tables.VERIFIED_QUESTIONS;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Questions in words with the statement that a person found right. */
public final class Verified {
  /** Pairs that are looked through; the newest ones. */
  private static final int MOST = 2_000;

  private final Database database;
  private final FactWriter writer;
  private final InstantSource clock;

  public Verified(Database database, FactWriter writer, InstantSource clock) {
    this.database = database;
    this.writer = writer;
    this.clock = clock;
  }

  /** A question and its statement. */
  public record Pair(String question, String sql) {}

  /** The newest pairs; blocks. */
  public List<Pair> newest() {
    return database
        .reading(Area.FACTS)
        .select(VERIFIED_QUESTIONS.QUESTION, VERIFIED_QUESTIONS.QUERY)
        .from(VERIFIED_QUESTIONS)
        .orderBy(VERIFIED_QUESTIONS.ID.desc())
        .limit(MOST)
        .fetch(row -> new Pair(row.value1(), row.value2()));
  }

  /**
   * Keeps {@code pair}; completes when it is stored.
   *
   * @param id a number that grows with time
   */
  public CompletableFuture<Void> keep(long id, String author, Pair pair) {
    long at = clock.millis();
    return writer.write(
        batch ->
            batch.change(
                transaction ->
                    transaction
                        .insertInto(VERIFIED_QUESTIONS)
                        .set(VERIFIED_QUESTIONS.ID, id)
                        .set(VERIFIED_QUESTIONS.AT_MS, at)
                        .set(VERIFIED_QUESTIONS.AUTHOR, author)
                        .set(VERIFIED_QUESTIONS.QUESTION, pair.question())
                        .set(VERIFIED_QUESTIONS.QUERY, pair.sql())
                        .onConflictDoNothing()
                        .execute()));
  }
}
