package dev.signalbox.analytics.decision;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The store of decisions in the database. Used by all threads. */
public final class StoredDecisions implements DecisionStore {
  /**
   * How long after its last use was noted a part may still be referred to: the note is one refresh
   * old at most, and that on the whole part behind a difference another one.
   */
  public static final Duration PARTS_OUTLIVE = Duration.ofMillis(2 * PartLedger.FRESH_MILLIS);

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
}
