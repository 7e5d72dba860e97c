package dev.signalbox.gateway;

import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.ledger.Ledger;
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
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The databases and whoever writes them, from the start of the process to its end.
 *
 * @param facts writes what happens
 */
record Store(Database database, FactWriter facts, Ledger ledger, StoredDecisions decisions)
    implements AutoCloseable {
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
    return new Store(database, facts, ledger, new StoredDecisions(database, facts));
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
