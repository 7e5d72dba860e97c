package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P02: the power fails while records are written. What the disk has then is any part of what was
 * written last, with nonsense where it had not come to the end.
 */
final class PowerLossTest {
  private static final Instant START = Instant.parse("2026-11-25T23:50:00Z");
  private static final long SEED = Long.getLong("signalbox.seed", 20_261_126);
  private static final int FAILURES = 6;
  private static final int RECORDS = 600;
  private static final int SECTOR = 512;

  @TempDir Path folder;

  @Test
  @DisplayName("P02 the last commits may be lost, whole ones, and nothing is broken")
  void theLastCommitsMayBeLostAndNothingIsBroken() throws IOException {
    Place.Folder written = new Place.Folder(folder.resolve("data"));
    Random random = new Random(SEED);
    try (Database database = Database.open(written);
        FactWriter _ = filled(database)) {
      byte[] log = Files.readAllBytes(logOf(written));
      assertThat(log).hasSizeGreaterThan(FAILURES * SECTOR);

      int lost = 0;
      for (int failure = 0; failure < FAILURES; failure++) {
        Place.Folder left = new Place.Folder(folder.resolve("left" + failure));
        copy(written, left, torn(log, random));
        lost += RECORDS - recordsIn(left);
      }

      assertThat(lost).as("records lost in all failures together, seed %d", SEED).isPositive();
    }
  }

  /** In small batches, so that there are many commits of which some are lost. */
  private static FactWriter filled(Database database) {
    FactWriter writer =
        new FactWriter(
            database,
            Area.FACTS,
            new FactWriter.Settings(10_000, 20, Duration.ZERO, "", Duration.ofSeconds(20)),
            () -> START);
    new Requests(5, START, 60_000)
        .next(RECORDS)
        .forEach(record -> assertThat(writer.offer(new RequestFact(record, ""))).isTrue());
    while (writer.state().written() < RECORDS) {
      writer.write(_ -> {}).join();
    }
    return writer;
  }

  /** {@code log} up to anywhere, its last sectors as they happened to be. */
  private static byte[] torn(byte[] log, Random random) {
    int end = random.nextInt(log.length);
    byte[] torn = Arrays.copyOf(log, end);
    int from = Math.max(0, end - random.nextInt(8 * SECTOR));
    byte[] nonsense = new byte[end - from];
    random.nextBytes(nonsense);
    System.arraycopy(nonsense, 0, torn, from, nonsense.length);
    return torn;
  }

  private static void copy(Place.Folder from, Place.Folder to, byte[] log) throws IOException {
    Files.createDirectories(to.dir());
    for (Area area : Area.values()) {
      Files.copy(from.dir().resolve(area.fileName()), to.dir().resolve(area.fileName()));
    }
    Files.write(logOf(to), log);
  }

  private static Path logOf(Place.Folder place) {
    return place.dir().resolve(Area.FACTS.fileName() + "-wal");
  }

  /** How many records there are after the next start, which finds sums that agree with them. */
  private static int recordsIn(Place.Folder place) {
    try (Database database = Database.open(place)) {
      DSLContext dsl = database.reading(Area.FACTS);
      int records = dsl.fetchCount(FACT_REQUESTS);
      assertThat(dsl.fetchValue("pragma integrity_check")).isEqualTo("ok");
      assertThat(
              dsl.select(DSL.coalesce(DSL.sum(ROLLUPS.REQUESTS), DSL.inline(0)))
                  .from(ROLLUPS)
                  .where(ROLLUPS.GRAIN.eq("day"))
                  .fetchSingle()
                  .value1()
                  .intValue())
          .isEqualTo(records);
      return records;
    }
  }

  @Test
  @DisplayName("P02 a commit is written ahead, and synced with the checkpoints")
  void aCommitIsWrittenAheadAndSyncedWithTheCheckpoints() throws SQLException {
    try (Database database = Database.open(new Place.Folder(folder.resolve("data")));
        Connection writer = database.writing(Area.FACTS)) {
      DSLContext dsl = DSL.using(writer);

      assertThat(dsl.fetchValue("pragma journal_mode")).isEqualTo("wal");
      assertThat(String.valueOf(dsl.fetchValue("pragma synchronous"))).isEqualTo("1"); // NORMAL
    }
  }
}
