package dev.signalbox.gateway;

import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.ledger.Ledger;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RecentRequests;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.AnalyticsConfig;
import dev.signalbox.gateway.config.DatabaseConfig;
import dev.signalbox.gateway.config.DatabaseUrl;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.Secret;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The databases and whoever writes them, from the start of the process to its end.
 *
 * @param facts writes what happens
 * @param retention takes out what is too old
 */
record Store(
    Database database,
    FactWriter facts,
    Ledger ledger,
    StoredDecisions decisions,
    Retention retention)
    implements AutoCloseable {
  private static final long RETENTION_MILLIS = 10 * 60_000;

  private static final String ONLY_NODE = "";

  /**
   * Opens the databases of {@code config}; blocks.
   *
   * @throws dev.signalbox.analytics.store.DatabaseException when they cannot be used
   */
  static Store open(GatewayConfig config, RecentRequests recent, InstantSource clock) {
    Database database = Database.open(placeOf(config.database()));
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
        ledger,
        new StoredDecisions(database, facts),
        new Retention(facts, database, analytics.retention()));
  }

  /** Takes out every few minutes what is too old. */
  void keepTidy(Vertx vertx, InstantSource clock) {
    vertx.setPeriodic(
        RETENTION_MILLIS, _ -> vertx.executeBlocking(() -> retention.run(clock.millis())));
  }

  static Place placeOf(DatabaseConfig config) {
    return config
        .server()
        .<Place>map(Store::serverOf)
        .orElseGet(() -> new Place.Folder(Path.of(config.dir())));
  }

  private static Place.Server serverOf(DatabaseUrl url) {
    return new Place.Server(url.jdbc(), url.user(), url.password().map(Secret::value).orElse(""));
  }

  /** Writes what still waits, and closes; blocks. */
  @Override
  public void close() {
    facts.close();
    database.close();
  }
}
