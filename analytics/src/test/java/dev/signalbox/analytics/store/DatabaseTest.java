package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DatabaseTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";

  @ParameterizedTest
  @MethodSource(PLACES)
  void opensAgainWhatItMade(Place place) {
    Database.open(place).close();

    try (Database again = Database.open(place)) {
      assertThat(again.reading(Area.FACTS).fetchCount(DSL.table("fact_requests"))).isZero();
      assertThat(again.reading(Area.FACTS).fetchCount(DSL.table("daily_costs"))).isZero();
      assertThat(again.reading(Area.CONTROL).fetchCount(DSL.table("reservations"))).isZero();
      assertThat(again.reading(Area.CAPTURES).fetchCount(DSL.table("captures"))).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void refusesADatabaseOfANewerProgram(Place place) throws SQLException {
    try (Database database = Database.open(place);
        Connection connection = database.writing(Area.FACTS)) {
      run(
          connection,
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success)"
              + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");
      run(connection, "update schema_state set fingerprint = 'later'");
    }

    assertThatThrownBy(() -> Database.open(place))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("does not know");
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws IOException {
    Place.Folder place = TestPlaces.folder();
    Path file = place.dir().resolve(Area.FACTS.fileName());
    Files.createDirectories(place.dir());
    byte[] text =
        "these are my notes, not a database ".repeat(200).getBytes(StandardCharsets.UTF_8);
    Files.write(file, text);

    assertThatThrownBy(() -> Database.open(place))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("broken or not one of ours");
    assertThat(file).hasBinaryContent(text);
  }

  @Test
  void keepsAFolderToOneProcess() {
    Place.Folder place = TestPlaces.folder();
    try (Database first = Database.open(place)) {
      assertThat(first.place()).isEqualTo(place);
      assertThatThrownBy(() -> Database.open(place))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("in use by another process");
    }

    Database.open(place).close();
  }

  @Test
  void keepsFilesToTheirOwner() throws IOException {
    Place.Folder place = TestPlaces.folder();

    Database.open(place).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.dir())))
        .isEqualTo("rwx------");
    for (Area area : Area.values()) {
      Path file = place.dir().resolve(area.fileName());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void knowsAllScripts() throws IOException {
    for (Area area : Area.values()) {
      assertThat(names("/db/" + area.folder())).containsExactlyElementsOf(area.scripts());
    }
    assertThat(names("/db/views/sqlite")).isEqualTo(Area.FACTS.viewScripts());
    assertThat(names("/db/views/postgresql")).isEqualTo(Area.FACTS.viewScripts());
  }

  private static List<String> names(String folder) throws IOException {
    Path dir = Path.of("src/main/resources" + folder);
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
