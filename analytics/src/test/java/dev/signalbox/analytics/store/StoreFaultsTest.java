package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.record.RequestRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database fails under the writer: nothing is lost that the queue can hold. */
final class StoreFaultsTest {
  private static final Instant START = Instant.parse("2026-11-25T23:50:00Z");

  /** Between two looks, so that what is waited for has the processor. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Longest that handing over all records of a test may take. */
  private static final Duration HANDED_OVER = Duration.ofMillis(250);

  private static final FactWriter.Settings SETTINGS =
      new FactWriter.Settings(10_000, 100, Duration.ofMillis(5), "", Duration.ofSeconds(20));

  @TempDir Path folder;

  @Test
  @DisplayName("P08 a server that goes away while it is written to")
  void goesOnWhenTheServerIsBack() throws IOException {
    Path data = folder.resolve("server");
    List<RequestRecord> records = new Requests(5, START, 60_000).next(300);
    EmbeddedPostgres first = server(data, 0);
    int port = first.getPort();
    Place place = new Place.Server(first.getJdbcUrl("postgres", "postgres"), "", "");
    try (Database database = Database.open(place);
        FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> START)) {
      offer(writer, records.subList(0, 100));
      await(() -> writer.state().written() == 100);
      first.close();
      offer(writer, records.subList(100, 200));
      await(() -> writer.state().failure().isPresent());

      try (EmbeddedPostgres second = server(data, port)) {
        offer(writer, records.subList(200, 300));
        await(() -> writer.state().written() == 300);

        assertThat(second.getPort()).isEqualTo(port);
        assertThat(writer.state().failure()).isEmpty();
        assertThat(writer.state().overflowed()).isZero();
        assertHolds(database, 300);
      }
    }
  }

  @Test
  @DisplayName("P08 a server that is slow is waited for by nobody but the writer")
  void isNotWaitedForWhileItIsSlow() throws SQLException {
    try (Database database = Database.open(TestPlaces.server());
        FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> START)) {
      try (Connection other = database.writing(Area.FACTS)) {
        other.setAutoCommit(false);
        run(other, "lock table fact_requests in share row exclusive mode");

        offer(writer, new Requests(9, START, 60_000).next(500));
        long began = System.nanoTime();
        assertThat(database.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(writer.state().written()).isZero();
        other.rollback();
      }
      await(() -> writer.state().written() == 500);
      assertHolds(database, 500);
    }
  }

  private static EmbeddedPostgres server(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Test
  @DisplayName("P04 a file that another process locks")
  void waitsUntilAnotherProcessLetsGoOfTheFile() throws SQLException {
    Place.Folder place = new Place.Folder(folder.resolve("data"));
    try (Database database = Database.open(place);
        FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> START)) {
      try (Connection other = database.writing(Area.FACTS)) {
        other.setAutoCommit(false);
        run(other, "delete from verified_questions");
        offer(writer, new Requests(6, START, 60_000).next(50));
        await(() -> writer.state().failures() > 0);
        assertThat(writer.state().failure().orElse("")).contains("BUSY");
        other.rollback();
      }

      await(() -> writer.state().written() == 50);
      assertThat(writer.state().failure()).isEmpty();
      assertThat(writer.state().overflowed()).isZero();
      assertHolds(database, 50);
    }
  }

  @Test
  @DisplayName("P03 a disk that is full")
  void goesOnWhenThereIsRoomAgain() throws SQLException {
    Place.Folder place = new Place.Folder(folder.resolve("data"));
    try (Database database = Database.open(place);
        FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> START)) {
      List<RequestRecord> records = new Requests(7, START, 60_000).next(400);
      offer(writer, records.subList(0, 200));
      await(() -> writer.state().written() == 200);
      writer
          .write(
              batch ->
                  batch.change(
                      dsl -> limitTo(dsl, String.valueOf(dsl.fetchValue("pragma page_count")))))
          .join();
      offer(writer, records.subList(200, 400));
      await(() -> writer.state().failure().isPresent());
      // the first batch may be a record that has room in the last page
      assertThat(database.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isBetween(200, 399);
      assertThat(writer.state().failure().orElse(""))
          .contains("FULL")
          .doesNotContain("insert into");

      // the writer takes a new connection after each failure, which has no such limit
      await(() -> writer.state().written() == 401);
      assertThat(writer.state().failures()).isPositive();
      assertThat(writer.state().failure()).isEmpty();
      assertThat(writer.state().overflowed()).isZero();
      assertHolds(database, 400);
    }
  }

  private static void limitTo(DSLContext dsl, String pages) {
    dsl.fetchValue("pragma max_page_count = " + pages);
  }

  @Test
  @DisplayName("P06 a file that broke is refused and left as it is")
  void refusesAFileThatBroke() throws IOException {
    Place.Folder place = new Place.Folder(folder.resolve("data"));
    Path file = place.dir().resolve(Area.FACTS.fileName());
    try (Database database = Database.open(place);
        FactWriter writer = new FactWriter(database, Area.FACTS, SETTINGS, () -> START)) {
      offer(writer, new Requests(8, START, 60_000).next(2_000));
      await(() -> writer.state().written() == 2_000);
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 100, (byte) 7);
    Files.write(file, bytes);

    assertThatThrownBy(() -> Database.open(place))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("broken or not one of ours");
    assertThat(file).hasBinaryContent(bytes);
  }

  /** Hands over {@code records}, for which nobody waits however the database is. */
  private static void offer(FactWriter writer, List<RequestRecord> records) {
    long began = System.nanoTime();
    records.forEach(record -> assertThat(writer.offer(new RequestFact(record, ""))).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HANDED_OVER);
  }

  private static void assertHolds(Database database, int requests) {
    DSLContext dsl = database.reading(Area.FACTS);
    assertThat(dsl.fetchCount(FACT_REQUESTS)).isEqualTo(requests);
    assertThat(
            dsl.select(DSL.sum(ROLLUPS.REQUESTS))
                .from(ROLLUPS)
                .where(ROLLUPS.GRAIN.eq("day"))
                .fetchSingle()
                .value1()
                .intValueExact())
        .isEqualTo(requests);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to it within 40 s");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
