package dev.signalbox.gateway;

import dev.signalbox.analytics.ask.Ask;
import dev.signalbox.analytics.ask.Verified;
import dev.signalbox.analytics.capture.CaptureRetention;
import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.ledger.Ledger;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RecentRequests;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.StoredAudit;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.admin.AskControl;
import dev.signalbox.gateway.config.AnalyticsConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The databases and whoever writes them, from the start of the process to its end.
 *
 * @param facts writes what happens
 * @param captures writes prompts and answers
 * @param retention takes out of the facts what is too old
 * @param capturesKept how long prompts and answers are kept; zero keeps them for ever
 * @param reader tells what happened
 * @param asking answers questions over the facts
 */
record Store(
    Database database,
    FactWriter facts,
    FactWriter captures,
    Ledger ledger,
    StoredDecisions decisions,
    Retention retention,
    Duration capturesKept,
    Reader reader,
    AskControl.Parts asking)
    implements AutoCloseable {
  private static final long RETENTION_MILLIS = 10 * 60_000;

  /** Captures are large: fewer of them may wait than records. */
  private static final int MOST_CAPTURES = 1_000;

  private static final int CAPTURE_BATCH = 100;
  private static final String ONLY_NODE = "";

  /**
   * Opens the databases of {@code config}; blocks.
   *
   * @throws dev.signalbox.analytics.store.DatabaseException when they cannot be used
   */
  static Store open(GatewayConfig config, RecentRequests recent, InstantSource clock) {
    Database database = Database.open(config.database().place());
    FactWriter.Settings standard = FactWriter.Settings.STANDARD;
    AnalyticsConfig analytics = config.analytics();
    FactWriter facts =
        new FactWriter(
            database,
            Area.FACTS,
            new FactWriter.Settings(
                analytics.queue(),
                standard.maxBatch(),
                standard.linger(),
                ONLY_NODE,
                standard.patience()),
            clock::millis);
    Ledger ledger =
        new Ledger(
            new FactIds(0, clock::millis),
            facts,
            recent,
            new Ledger.Settings(
                ONLY_NODE,
                analytics.commitFirst() ? Ledger.Durability.SYNC : Ledger.Durability.ASYNC));
    ledger.rehearse();
    return new Store(
        database,
        facts,
        new FactWriter(
            database,
            Area.CAPTURES,
            new FactWriter.Settings(
                MOST_CAPTURES, CAPTURE_BATCH, standard.linger(), ONLY_NODE, standard.patience()),
            clock::millis),
        ledger,
        new StoredDecisions(database, facts),
        new Retention(facts, database, analytics.retention()),
        analytics.capture().retention(),
        new Reader(database, Area.FACTS, Reader.Settings.STANDARD),
        askingOf(database, facts, ledger, clock));
  }

  private static AskControl.Parts askingOf(
      Database database, FactWriter facts, Ledger ledger, InstantSource clock) {
    StoredAudit audit = new StoredAudit(facts, clock::millis);
    GuardedSql sql =
        database
            .file(Area.FACTS)
            .map(file -> GuardedSql.onSqlite(file, audit))
            .orElseGet(() -> GuardedSql.onPostgres(database.connections(Area.FACTS), audit));
    Verified verified = new Verified(database, facts, clock::millis);
    Ask ask = new Ask(sql, verified::newest, clock);
    return new AskControl.Parts(sql, ask, verified, ledger::nextNumber);
  }

  /** Takes out every few minutes what is too old. */
  void keepTidy(Vertx vertx, InstantSource clock) {
    vertx.setPeriodic(RETENTION_MILLIS, _ -> vertx.executeBlocking(() -> takeOut(clock.millis())));
  }

  private int takeOut(long nowMillis) {
    int removed = retention.run(nowMillis);
    return capturesKept.isZero()
        ? removed
        : removed
            + new CaptureRetention(captures, database).run(nowMillis - capturesKept.toMillis());
  }

  /** Writes what still waits, and closes; blocks. */
  @Override
  public void close() {
    asking.sql().close();
    reader.close();
    facts.close();
    captures.close();
    database.close();
  }
}
