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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DatabaseTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#empty";

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
  @DisplayName("P10 a database of a newer program")
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
  @DisplayName("P06 a file that is no database")
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
  @DisplayName("P09 a folder is for one process")
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
  @DisplayName("P07 files are their owner's alone")
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
  @DisplayName("P07 files and folders that others may read are theirs no more")
  void takesFilesThatOthersMayReadAwayFromThem() throws IOException {
    Place.Folder place = TestPlaces.folder();
    Database.open(place).close();
    Path file = place.dir().resolve(Area.CONTROL.fileName());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(place.dir(), PosixFilePermissions.fromString("rwxrwxrwx"));

    try (Database again = Database.open(place);
        FactWriter writer =
            new FactWriter(again, Area.CONTROL, FactWriter.Settings.STANDARD, Instant::now)) {
      writer.write(batch -> batch.change(dsl -> dsl.execute("delete from reservations"))).join();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.dir())))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(place.dir())) {
        assertThat(files.filter(each -> each.getFileName().toString().startsWith("control")))
            .hasSizeGreaterThan(1) // the log of the changes too
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  @DisplayName("P07 a folder that cannot be made is a sentence")
  void saysWhyAFolderCannotBeMade() throws IOException {
    Path file = TestPlaces.folder().dir();
    Files.writeString(file, "a file in the place of a folder");

    assertThatThrownBy(() -> Database.open(new Place.Folder(file.resolve("data"))))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("`database.dir` cannot be written: ");
  }

  @Test
  @DisplayName("P05 a change has its turn from its first look on")
  void aChangeHasItsTurnFromItsFirstLookOn() throws SQLException {
    try (Database database = Database.open(TestPlaces.folder());
        Connection first = database.writing(Area.FACTS);
        Connection second = database.writing(Area.FACTS)) {
      DSL.using(second).fetchValue("pragma busy_timeout = 0");
      first.setAutoCommit(false);
      assertThat(DSL.using(first).fetchCount(DSL.table("fact_requests"))).isZero();

      assertThatThrownBy(() -> run(second, "delete from verified_questions"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("SQLITE_BUSY]");
      run(first, "delete from verified_questions");
      first.commit();
      first.setAutoCommit(true);

      run(second, "delete from verified_questions");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("P09 of two that start at once each finds it made, or is told that it is taken")
  void twoThatStartAtOnceMakeItOnce(Place place) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Optional<String>>> starts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++) {
        starts.add(threads.submit(() -> started(place, together)));
      }
    }
    List<String> refusals = new ArrayList<>();
    for (Future<Optional<String>> start : starts) {
      start.get().ifPresent(refusals::add);
    }

    if (place instanceof Place.Folder) {
      assertThat(refusals).hasSize(1).allMatch(told -> told.contains("in use by another process"));
    } else {
      assertThat(refusals).isEmpty();
    }
    try (Database after = Database.open(place)) {
      for (Area area : Area.values()) {
        DSLContext dsl = after.reading(area);
        assertThat(dsl.fetchCount(DSL.table("schema_state"))).isEqualTo(1);
        assertThat(
                dsl.fetchCount(
                    DSL.table("flyway_schema_history"), DSL.field("version").isNotNull()))
            .isEqualTo(area.scripts().size());
      }
    }
  }

  /** Starts with others, and stays until all have; what it was told where it was refused. */
  private static Optional<String> started(Place place, CyclicBarrier together) throws Exception {
    together.await(20, TimeUnit.SECONDS);
    try (Database _ = Database.open(place)) {
      together.await(60, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (DatabaseException refused) {
      together.await(60, TimeUnit.SECONDS);
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  @Test
  void knowsAllScripts() throws IOException {
    for (Area area : Area.values()) {
      assertThat(names("/db/" + area.folder()))
          .containsExactlyElementsOf(area.scripts().stream().map(Script::name).toList());
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
