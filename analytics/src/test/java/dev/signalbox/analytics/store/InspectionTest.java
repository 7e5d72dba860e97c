package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InspectionTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#empty")
  void findsNothingWrongWithADatabaseInUse(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer = filled(database)) {
      writer.write(_ -> {}).join();

      assertThat(Inspection.check(place)).allMatch(finding -> finding.problems().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#empty")
  void findsSumsThatDoNotAgree(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer = filled(database)) {
      writer
          .write(
              batch ->
                  batch.change(
                      dsl ->
                          dsl.update(FACT_REQUESTS)
                              .set(FACT_REQUESTS.COST_NANOS, 7_000_000_000_000L)
                              .where(
                                  FACT_REQUESTS.ID.eq(
                                      dsl.select(FACT_REQUESTS.ID)
                                          .from(FACT_REQUESTS)
                                          .orderBy(FACT_REQUESTS.AT_MS.desc())
                                          .limit(1)))
                              .execute()))
          .join();

      List<String> problems = Inspection.check(place).getFirst().problems();
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst()).contains("nano-dollars");
    }
  }

  @Test
  void findsBrokenPages() throws IOException {
    Place.Folder place = TestPlaces.folder();
    try (Database database = Database.open(place);
        FactWriter writer = filled(database)) {
      writer.write(_ -> {}).join();
    }
    Path file = place.dir().resolve(Area.FACTS.fileName());
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 20_000, (byte) 0x5a);
    Files.write(file, bytes);

    assertThat(Inspection.check(place).getFirst().problems()).isNotEmpty();
  }

  @Test
  void copiesFilesThatAreInUse() throws IOException {
    Place.Folder place = TestPlaces.folder();
    Path target = folder.resolve("copy");
    try (Database database = Database.open(place);
        FactWriter writer = filled(database)) {
      writer.write(_ -> {}).join();

      assertThat(Inspection.backUp(place, target)).hasSize(Area.values().length);
      assertThatThrownBy(() -> Inspection.backUp(place, target))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("exists already");
    }

    Place.Folder copy = new Place.Folder(target);
    assertThat(Inspection.check(copy)).allMatch(finding -> finding.problems().isEmpty());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(target.resolve(Area.FACTS.fileName()))))
        .isEqualTo("rw-------");
    try (Database restored = Database.open(copy)) {
      assertThat(restored.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isEqualTo(1_000);
    }
  }

  @Test
  void saysWhatIsNotThere() {
    Place.Folder nowhere = new Place.Folder(folder.resolve("nowhere"));

    assertThat(Inspection.check(nowhere).getFirst().problems().getFirst())
        .contains("does not exist");
    assertThatThrownBy(() -> Inspection.backUp(nowhere, folder.resolve("copy")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("there is no database");
  }

  private static FactWriter filled(Database database) {
    FactWriter writer =
        new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> START);
    new Requests(9, START, Duration.ofDays(3).toMillis())
        .next(1_000)
        .forEach(record -> assertThat(writer.offer(new RequestFact(record, ""))).isTrue());
    return writer;
  }
}
