package dev.signalbox.analytics.store;

import dev.signalbox.engine.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.SQLDialect;

/**
 * Brings a database to the schema of this program. The scripts are applied by Flyway, under its
 * lock; a digest of them all stays in the database, so that a start that has nothing to do does not
 * pay for Flyway.
 */
final class Migrations {
  private Migrations() {}

  static void apply(DataSource source, Area area, SQLDialect dialect) {
    String wanted = digest(area, dialect);
    if (applied(source, area).map(wanted::equals).orElse(false)) {
      return;
    }
    try {
      Flyway flyway = flyway(source, area, dialect);
      refuseNewer(flyway, area);
      flyway.migrate();
      remember(source, wanted);
    } catch (FlywayException | SQLException e) {
      throw new DatabaseException(
          "the database `%s` cannot be brought up to date: %s"
              .formatted(area.folder(), DatabaseFaults.reason(e)),
          e);
    }
  }

  /**
   * Refuses a database that is not as this program needs it.
   *
   * @throws DatabaseException saying so
   */
  static void requireApplied(DataSource source, Area area, SQLDialect dialect) {
    if (!applied(source, area).map(digest(area, dialect)::equals).orElse(false)) {
      throw new DatabaseException(
          "the database `%s` is in use by a gateway of another version: use the same version"
              .formatted(area.folder()));
    }
  }

  private static Flyway flyway(DataSource source, Area area, SQLDialect dialect) {
    FluentConfiguration config =
        Flyway.configure()
            .dataSource(source)
            .locations(locations(area, dialect).toArray(String[]::new))
            .failOnMissingLocations(true);
    return (dialect == SQLDialect.POSTGRES
            ? config.schemas(area.schema()).createSchemas(true)
            : config)
        .load();
  }

  private static List<String> locations(Area area, SQLDialect dialect) {
    List<String> locations = new ArrayList<>();
    locations.add("classpath:db/" + area.folder());
    if (!area.viewScripts().isEmpty()) {
      locations.add("classpath:db/views/" + nameOf(dialect));
    }
    return locations;
  }

  private static String nameOf(SQLDialect dialect) {
    return dialect == SQLDialect.POSTGRES ? "postgresql" : "sqlite";
  }

  private static void refuseNewer(Flyway flyway, Area area) {
    Optional<MigrationInfo> newer =
        Arrays.stream(flyway.info().applied())
            .filter(info -> info.getVersion() != null && info.getState().isResolved() == false)
            .findFirst();
    if (newer.isPresent()) {
      throw new DatabaseException(
          "the database `%s` is at version %s, which this program does not know: start a newer one, or restore a backup"
              .formatted(area.folder(), newer.get().getVersion()));
    }
  }

  /** The digest that the last migration left; empty in a new database. */
  private static Optional<String> applied(DataSource source, Area area) {
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

  private static Optional<String> read(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select fingerprint from schema_state");
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  private static void remember(DataSource source, String digest) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement clear = connection.prepareStatement("delete from schema_state");
        PreparedStatement insert =
            connection.prepareStatement("insert into schema_state (fingerprint) values (?)")) {
      connection.setAutoCommit(false);
      clear.executeUpdate();
      insert.setString(1, digest);
      insert.executeUpdate();
      connection.commit();
    }
  }

  private static boolean isBroken(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT");
  }

  private static String digest(Area area, SQLDialect dialect) {
    var scripts = new StringBuilder();
    for (String script : area.scripts()) {
      scripts.append(text("/db/" + area.folder() + "/" + script));
    }
    for (String script : area.viewScripts()) {
      scripts.append(text("/db/views/" + nameOf(dialect) + "/" + script));
    }
    return Sha256.hex(scripts.toString());
  }

  private static String text(String resource) {
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the script " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
