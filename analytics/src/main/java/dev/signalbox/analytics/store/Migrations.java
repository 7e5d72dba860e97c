package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.SQLDialect;

/**
 * Brings a database to the schema of this program. The scripts are applied by Flyway, by one
 * process at a time; what was applied stays noted in the database, so that a start that has nothing
 * to do does not pay for Flyway, and a program that is older than the database knows whether it may
 * go on with it.
 */
final class Migrations {
  /** The lock of a server that whoever migrates holds. */
  private static final long LOCK = 0x5369_676e_616c_0001L;

  /** How long the migration of another node may take. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Migrations() {}

  /**
   * What was applied to a database last.
   *
   * @param version number of the last script
   * @param least the lowest number that a program must know to go on with it
   */
  private record Applied(String fingerprint, int version, int least) {}

  static void apply(DataSource source, Schema schema) {
    if (isUsable(source, schema)) {
      return;
    }
    try (Connection locked = source.getConnection()) {
      if (schema.dialect() == SQLDialect.POSTGRES) {
        lock(locked);
        if (isUsable(source, schema)) {
          return;
        }
      }
      Flyway flyway = flyway(source, schema);
      refuseNewer(flyway, schema);
      flyway.migrate();
      remember(source, schema);
    } catch (FlywayException | SQLException e) {
      throw new DatabaseException(
          "the database `%s` cannot be brought up to date: %s"
              .formatted(schema.area().folder(), DatabaseFaults.reason(e)),
          e);
    }
  }

  /** Waits for its turn among the nodes; ends with the connection. */
  private static void lock(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
    try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  /**
   * Refuses a database that is not as this program needs it.
   *
   * @throws DatabaseException saying so
   */
  static void requireApplied(DataSource source, Schema schema) {
    if (!isUsable(source, schema)) {
      throw new DatabaseException(
          "the database `%s` is in use by a gateway of another version: use the same version"
              .formatted(schema.area().folder()));
    }
  }

  /**
   * Whether the database is as this program knows it, or newer and fit for it.
   *
   * @throws DatabaseException when it is newer and not fit for it
   */
  private static boolean isUsable(DataSource source, Schema schema) {
    Optional<Applied> found = applied(source, schema.area());
    if (found.isEmpty()) {
      return false;
    }
    Applied applied = found.get();
    if (applied.version() <= schema.version()) {
      return applied.fingerprint().equals(schema.fingerprint());
    }
    if (applied.least() > schema.version()) {
      throw new DatabaseException(
          "the database `%s` is at version %d, which takes a program that knows version %d, and this one knows version %d: start a newer one, or restore a backup"
              .formatted(
                  schema.area().folder(), applied.version(), applied.least(), schema.version()));
    }
    return true;
  }

  private static Flyway flyway(DataSource source, Schema schema) {
    FluentConfiguration config =
        Flyway.configure()
            .dataSource(source)
            .locations(schema.folders().stream().map("classpath:"::concat).toArray(String[]::new))
            .failOnMissingLocations(true);
    return (schema.dialect() == SQLDialect.POSTGRES
            ? config.schemas(schema.area().schema()).createSchemas(true)
            : config)
        .load();
  }

  private static void refuseNewer(Flyway flyway, Schema schema) {
    Optional<MigrationInfo> newer =
        Arrays.stream(flyway.info().applied())
            .filter(info -> info.getVersion() != null && info.getState().isResolved() == false)
            .findFirst();
    if (newer.isPresent()) {
      throw new DatabaseException(
          "the database `%s` is at version %s, which this program does not know: start a newer one, or restore a backup"
              .formatted(schema.area().folder(), newer.get().getVersion()));
    }
  }

  /** What the last migration left; empty in a new database. */
  private static Optional<Applied> applied(DataSource source, Area area) {
    try (Connection connection = source.getConnection()) {
      return read(connection);
    } catch (SQLException e) {
      if (isBroken(e)) {
        throw new DatabaseException(
            "the database `%s` is broken or not one of ours (%s): restore a backup or move the file away; nothing was changed"
                .formatted(area.folder(), DatabaseFaults.reason(e)),
            e);
      }
      return Optional.empty();
    }
  }

  private static Optional<Applied> read(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select fingerprint, version, least from schema_state");
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? Optional.of(new Applied(rows.getString(1), rows.getInt(2), rows.getInt(3)))
          : Optional.empty();
    }
  }

  private static void remember(DataSource source, Schema schema) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement clear = connection.prepareStatement("delete from schema_state");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into schema_state (fingerprint, version, least) values (?, ?, ?)")) {
      connection.setAutoCommit(false);
      clear.executeUpdate();
      insert.setString(1, schema.fingerprint());
      insert.setInt(2, schema.version());
      insert.setInt(3, schema.least());
      insert.executeUpdate();
      connection.commit();
    }
  }

  private static boolean isBroken(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT");
  }
}
