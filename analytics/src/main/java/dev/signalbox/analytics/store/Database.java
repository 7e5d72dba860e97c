package dev.signalbox.analytics.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The databases of an install, open. Reading goes through a small pool for each; writing through
 * connections that the one writer of each asks for.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final long POOL_WAIT_MILLIS = 500;

  /** How long a server may take until it can be reached when a gateway starts. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  /** How long the first connection of a command may take, once the server can be reached. */
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

  /** To a pool: that it connects when it is asked for a connection. */
  private static final long NOT_CONNECTED = -1;

  /** jOOQ as we use it: the schema is that of the connection, nothing is logged. */
  static final Settings SETTINGS = new Settings().withRenderSchema(false).withExecuteLogging(false);

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final Place place;
  private final Optional<FolderLock> lock;
  private final Map<Area, DataSource> writers = new EnumMap<>(Area.class);
  private final Map<Area, HikariDataSource> readers = new ConcurrentHashMap<>();

  private Database(Place place, Optional<FolderLock> lock) {
    this.place = place;
    this.lock = lock;
  }

  /**
   * Has the process load what databases at {@code place} take, without a look at any of them, for a
   * start that has other things to do meanwhile. What is wrong with it shows when they are opened.
   */
  public static void prepare(Place place) {
    DSL.using(place.dialect(), SETTINGS).selectOne().getSQL();
    if (place instanceof Place.Folder) {
      SqliteFiles.prepare();
    }
  }

  /**
   * Opens the databases at {@code place}, making or bringing them up to date where needed.
   *
   * @throws DatabaseException when one of them is not ours, newer than this program, broken, in use
   *     by another process, or cannot be reached
   */
  public static Database open(Place place) {
    return open(place, START_PATIENCE);
  }

  /** The same, where a server may take {@code patience} until it can be reached. */
  static Database open(Place place, Duration patience) {
    Optional<FolderLock> lock =
        place instanceof Place.Folder(var dir) ? Optional.of(FolderLock.of(dir)) : Optional.empty();
    Database database = new Database(place, lock);
    try {
      database.await(patience);
      for (Area area : Area.values()) {
        database.open(area, patience);
      }
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens {@code area} at {@code place} while another process may have it open: for short changes
   * that take their turn with those of the other. Where nobody has it, it is brought up to date.
   *
   * @throws DatabaseException as {@link #open(Place)}, or when the other process is another version
   */
  public static Database join(Place place, Area area) {
    Optional<FolderLock> lock =
        place instanceof Place.Folder(var dir) ? FolderLock.ifFree(dir) : Optional.empty();
    Database database = new Database(place, lock);
    try {
      database.await(Duration.ZERO);
      DataSource writer = database.writerOf(area);
      database.writers.put(area, writer);
      if (lock.isPresent() || place instanceof Place.Server) {
        Migrations.apply(writer, database.schemaOf(area));
      } else {
        Migrations.requireApplied(writer, database.schemaOf(area));
      }
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens {@code area} at {@code place} to be read and nothing else, whether another process has it
   * open or not.
   *
   * @throws DatabaseException when it is not there, or of another version
   */
  public static Database toRead(Place place, Area area) {
    Database database = new Database(place, Optional.empty());
    try {
      if (place instanceof Place.Folder(var dir) && !Files.exists(dir.resolve(area.fileName()))) {
        throw new DatabaseException("`%s` does not exist".formatted(dir.resolve(area.fileName())));
      }
      database.await(Duration.ZERO);
      database.openReaders(area, COMMAND_PATIENCE);
      Migrations.requireApplied(database.connections(area), database.schemaOf(area));
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** A file is there or can be made; a server is perhaps only starting. */
  private void await(Duration patience) {
    if (place instanceof Place.Server server) {
      PostgresServer.await(PostgresServer.source(server, Area.FACTS), patience);
    }
  }

  private void open(Area area, Duration patience) {
    DataSource writer = writerOf(area);
    writers.put(area, writer);
    Migrations.apply(writer, schemaOf(area));
    openReaders(area, patience);
  }

  /** Readers find a connection of a server made, which may take longer than they wait for one. */
  private void openReaders(Area area, Duration patience) {
    if (place instanceof Place.Server) {
      try {
        readers.put(area, pool(area, patience.toMillis()));
      } catch (PoolInitializationException e) {
        throw PostgresServer.unreachable(e);
      }
    }
  }

  private Schema schemaOf(Area area) {
    return Schema.of(area, dialect());
  }

  private DataSource writerOf(Area area) {
    return switch (place) {
      case Place.Folder(var dir) -> SqliteFiles.writer(dir.resolve(area.fileName()));
      case Place.Server server -> PostgresServer.source(server, area);
    };
  }

  private HikariDataSource pool(Area area) {
    return pool(area, NOT_CONNECTED);
  }

  /**
   * The readers of {@code area}.
   *
   * @param patienceMillis how long the first connection may take, which is waited for, or {@link
   *     #NOT_CONNECTED}
   */
  private HikariDataSource pool(Area area, long patienceMillis) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(area.folder() + "-readers");
    config.setDataSource(
        switch (place) {
          case Place.Folder(var dir) -> SqliteFiles.reader(dir.resolve(area.fileName()));
          case Place.Server server -> PostgresServer.source(server, area);
        });
    config.setReadOnly(true);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_WAIT_MILLIS);
    config.setInitializationFailTimeout(patienceMillis);
    return new HikariDataSource(config);
  }

  /** What the databases speak. */
  public SQLDialect dialect() {
    return place.dialect();
  }

  /** Where they are. */
  public Place place() {
    return place;
  }

  /** The file of {@code area}; empty when it is not a file. */
  public Optional<Path> file(Area area) {
    return place instanceof Place.Folder(var dir)
        ? Optional.of(dir.resolve(area.fileName()))
        : Optional.empty();
  }

  /**
   * For reading {@code area}; blocks the calling thread, at most for half a second for its turn.
   */
  public DSLContext reading(Area area) {
    return DSL.using(connections(area), dialect(), SETTINGS);
  }

  /** The connections that {@link #reading} uses. */
  public DataSource connections(Area area) {
    return readers.computeIfAbsent(area, this::pool);
  }

  /** How the connections to read what has been read are used. */
  public Map<Area, PoolState> pools() {
    Map<Area, PoolState> pools = new EnumMap<>(Area.class);
    readers.forEach(
        (area, pool) -> {
          HikariPoolMXBean now = pool.getHikariPoolMXBean();
          if (now != null) { // it opens with the first who reads
            pools.put(
                area,
                new PoolState(
                    now.getActiveConnections(),
                    now.getIdleConnections(),
                    now.getThreadsAwaitingConnection(),
                    pool.getMaximumPoolSize()));
          }
        });
    return pools;
  }

  /** A connection of its own for whoever writes {@code area}; closed by the caller. */
  public Connection writing(Area area) throws SQLException {
    DataSource source = writers.get(area);
    if (source == null) {
      throw new IllegalStateException(area + " is not open");
    }
    return source.getConnection();
  }

  /** {@code connection}, which is one of these databases, as we speak to it. */
  public DSLContext on(Connection connection) {
    return DSL.using(connection, dialect(), SETTINGS);
  }

  /** What {@code work} gives with a connection of its own to {@code area} of a server; blocks. */
  public <T> T onServer(Area area, Function<DSLContext, T> work) {
    try (Connection connection = writing(area)) {
      return work.apply(on(connection));
    } catch (SQLException e) {
      throw new DatabaseException(
          "the database `%s` cannot be used: %s".formatted(area.folder(), DatabaseFaults.reason(e)),
          e);
    }
  }

  /**
   * A connection of its own to {@code area} of a server, for whoever keeps in touch with other
   * nodes: what the server does not answer within {@code patience} counts as lost. Closed by the
   * caller.
   */
  public Connection inTouch(Area area, Duration patience) throws SQLException {
    if (!(place instanceof Place.Server server)) {
      throw new IllegalStateException("a folder has one node");
    }
    return PostgresServer.source(server, area, patience).getConnection();
  }

  @Override
  public void close() {
    readers.values().forEach(HikariDataSource::close);
    readers.clear();
    lock.ifPresent(FolderLock::close);
  }
}
