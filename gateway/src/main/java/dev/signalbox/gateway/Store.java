package dev.signalbox.gateway;

import dev.signalbox.analytics.ask.Ask;
import dev.signalbox.analytics.ask.Verified;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.capture.CaptureRetention;
import dev.signalbox.analytics.control.Registrations;
import dev.signalbox.analytics.control.WrappedKeys;
import dev.signalbox.analytics.decision.DecisionHistory;
import dev.signalbox.analytics.decision.StoredDecisions;
import dev.signalbox.analytics.ledger.Ledger;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.profile.StoredProfiles;
import dev.signalbox.analytics.prompt.StoredClusters;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.sql.AuditTrail;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.analytics.trial.StoredShadows;
import dev.signalbox.analytics.trial.StoredStops;
import dev.signalbox.gateway.admin.ask.AskControl;
import dev.signalbox.gateway.config.AnalyticsConfig;
import dev.signalbox.gateway.config.DatabaseConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.registry.Shelf;
import dev.signalbox.gateway.vault.MasterKeys;
import dev.signalbox.gateway.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The databases and whoever writes and reads them, from the start of the process to its end.
 *
 * @param writers one for each database
 * @param ledger takes the records of requests
 * @param shadows what a policy on trial would have decided
 * @param profiles those made at run time
 * @param clusters those that prompts are placed among
 * @param money keeps account of it
 * @param upkeep takes out what is too old
 * @param reader tells what happened
 * @param closedDays what the time that is over came to
 * @param captures tells what prompts and answers were kept
 * @param asking answers questions over the facts
 * @param shelf keeps what is registered at run time, its secrets sealed
 * @param vault seals what of it is secret
 * @param membership what this process is among those that share the databases
 */
record Store(
    Database database,
    Writers writers,
    Ledger ledger,
    StoredDecisions decisions,
    StoredShadows shadows,
    StoredProfiles profiles,
    StoredClusters clusters,
    Money money,
    Upkeep upkeep,
    Reader reader,
    ClosedDays closedDays,
    Reader captures,
    AskControl.Parts asking,
    Shelf shelf,
    Vault vault,
    Membership membership)
    implements AutoCloseable {
  static final String ONLY_NODE = "";

  /** Captures are large: fewer of them may wait than records. */
  private static final int MOST_CAPTURES = 1_000;

  /** Number of this process, of those that share the databases. */
  int node() {
    return membership.number();
  }

  /** The canaries that were ended on other nodes; empty where there is no other node. */
  Optional<StoredStops> stops() {
    return database.place() instanceof Place.Server
        ? Optional.of(new StoredStops(database, writers.control()))
        : Optional.empty();
  }

  /**
   * Adds what is to be done with the databases beside requests.
   *
   * @param leaseMillis how long a reservation may be open
   */
  void addTo(Chores chores, InstantSource clock, LongSupplier leaseMillis) {
    upkeep.addTo(chores, clock, membership::leads);
    new LookBack(reader, closedDays, clock).addTo(chores);
    new Sweep(this, clock, leaseMillis).addTo(chores);
  }

  /** The decisions of requests that are over. */
  DecisionHistory history() {
    return new DecisionHistory(database);
  }

  /**
   * Who writes.
   *
   * @param facts writes what happens
   * @param control writes budgets, profiles, the audit trail, and who may do what
   * @param captures writes prompts and answers
   */
  record Writers(FactWriter facts, FactWriter control, FactWriter captures) {
    /** Records settle budgets, so they come first. */
    void close() {
      facts.close();
      control.close();
      captures.close();
    }

    /** Sums are kept for each number, so that two nodes never write one row. */
    private static Writers of(
        Database database, Membership membership, int queue, InstantSource clock) {
      String sums =
          database.place() instanceof Place.Server
              ? Integer.toString(membership.number())
              : ONLY_NODE;
      FactWriter.Settings standard = FactWriter.Settings.STANDARD;
      return new Writers(
          writer(database, Area.FACTS, settings(queue, sums), clock),
          writer(database, Area.CONTROL, settings(standard.capacity(), sums), clock),
          writer(database, Area.CAPTURES, settings(MOST_CAPTURES, sums), clock));
    }

    private static FactWriter.Settings settings(int capacity, String sums) {
      FactWriter.Settings standard = FactWriter.Settings.STANDARD;
      return new FactWriter.Settings(
          capacity, standard.maxBatch(), standard.linger(), sums, standard.patience());
    }

    private static FactWriter writer(
        Database database, Area area, FactWriter.Settings settings, InstantSource clock) {
      return new FactWriter(database, area, settings, clock);
    }
  }

  /** Has the process load what {@link #open} takes, while the start does something else. */
  static Place prepare(Place place) {
    Database.prepare(place);
    return place;
  }

  /**
   * Opens the databases of {@code config}, and ends what earlier processes left open; blocks.
   *
   * @throws dev.signalbox.analytics.store.DatabaseException when they cannot be used
   */
  static Store open(GatewayConfig config, Consumer<RequestRecord> watcher, InstantSource clock) {
    Database database = Database.open(config.database().place());
    AnalyticsConfig analytics = config.analytics();
    Membership membership = membershipOf(config, database);
    String name = NodeWiring.nameOf(config);
    Writers writers = Writers.of(database, membership, analytics.queue(), clock);
    Vault vault = vaultOf(config.database(), new Opened(database, membership, writers), clock);
    Ledger ledger =
        new Ledger(
            new FactIds(membership.number(), clock),
            writers.facts(),
            watcher,
            new Ledger.Settings(
                name, analytics.commitFirst() ? Ledger.Durability.SYNC : Ledger.Durability.ASYNC));
    ledger.rehearse();
    Money money =
        Money.of(
            database,
            new Money.Writers(writers.facts(), writers.control(), name, membership),
            ledger::nextNumber,
            clock);
    money.takeOver(clock.millis(), Money.leaseMillis(config));
    return new Store(
        database,
        writers,
        ledger,
        new StoredDecisions(database, writers.facts()),
        new StoredShadows(database, writers.facts()),
        new StoredProfiles(database, writers.control()),
        new StoredClusters(database, writers.control()),
        money,
        new Upkeep(
            new Retention(
                writers.facts(),
                database,
                new Retention.Kept(analytics.retention(), config.signals().retention())),
            new CaptureRetention(writers.captures(), database),
            analytics.capture().retention(),
            ConversationWiring.retentionOf(config.responses(), writers.captures(), database)),
        new Reader(database, Area.FACTS, Reader.Settings.STANDARD),
        new ClosedDays(),
        new Reader(database, Area.CAPTURES, Reader.Settings.STANDARD),
        askingOf(database, writers, ledger, new Times(clock, analytics.retention())),
        new Shelf(new Registrations(database, writers.control()), vault),
        vault,
        membership);
  }

  private static Membership membershipOf(GatewayConfig config, Database database) {
    try {
      return NodeWiring.membershipOf(config, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** What is open before the vault is. */
  private record Opened(Database database, Membership membership, Writers writers) {
    private void close() {
      writers.close();
      membership.close();
      database.close();
    }
  }

  private static Vault vaultOf(DatabaseConfig config, Opened opened, InstantSource clock) {
    try {
      return Vault.open(
          MasterKeys.find(config.masterKeys(), Path.of(config.dir(), MasterKeys.FILE_NAME)),
          new WrappedKeys(opened.database(), opened.writers().control(), clock));
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The clock, and how long requests are kept; zero is for ever. */
  private record Times(InstantSource clock, Duration kept) {}

  private static AskControl.Parts askingOf(
      Database database, Writers writers, Ledger ledger, Times times) {
    InstantSource clock = times.clock();
    AuditTrail audit = trail(writers.control(), clock);
    GuardedSql sql =
        database
            .file(Area.FACTS)
            .map(file -> GuardedSql.onSqlite(file, audit))
            .orElseGet(() -> GuardedSql.onPostgres(database.connections(Area.FACTS), audit));
    Verified verified = new Verified(database, writers.facts(), clock);
    Ask ask = new Ask(sql, verified::newest, clock, times.kept());
    return new AskControl.Parts(sql, ask, verified, ledger::nextNumber);
  }

  private static AuditTrail trail(FactWriter control, InstantSource clock) {
    return entry ->
        control.offer(
            AuditLog.fact(
                AuditEntry.of(
                        new AuditEntry.By(entry.actor(), entry.address(), ""),
                        entry.action(),
                        entry.target(),
                        entry.detail())
                    .ended(entry.outcome()),
                clock.millis()));
  }

  /** Writes what still waits, and closes; blocks. */
  @Override
  public void close() {
    asking.sql().close();
    reader.close();
    captures.close();
    writers.close();
    membership.close();
    database.close();
  }
}
