package dev.signalbox.analytics.decision;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The store of decisions in the database. Used by all threads. */
public final class StoredDecisions implements DecisionStore {
  private final Database database;
  private final FactWriter writer;

  /** Confined to the thread of {@link #writer}. */
  private final PartLedger ledger = new PartLedger();

  /**
   * Decisions in {@code database}.
   *
   * @param writer the one writer of {@link Area#FACTS}
   */
  public StoredDecisions(Database database, FactWriter writer) {
    this.database = database;
    this.writer = writer;
  }

  @Override
  public void keep(KeptDecision decision, Beside beside) {
    writer.offer(new DecisionFact(decision, beside, ledger));
  }

  @Override
  public Optional<KeptDecision> find(String id, Optional<String> asker) {
    return reader().find(id, asker);
  }

  @Override
  public List<DecisionRecord> newest(DecisionFilter filter, long before, int limit) {
    return reader().newest(filter, before, limit);
  }

  private DecisionReader reader() {
    return new DecisionReader(database.reading(Area.FACTS));
  }

  /**
   * Deletes the decisions that were made before {@code moment} and what only they refer to; the
   * result completes when all is done.
   */
  public CompletableFuture<Void> forgetBefore(Instant moment) {
    Forgetting chunk = new Forgetting(moment.toEpochMilli());
    return writer
        .write(chunk)
        .thenCompose(
            _ ->
                chunk.full()
                    ? forgetBefore(moment)
                    : CompletableFuture.<Void>completedFuture(null));
  }
}
