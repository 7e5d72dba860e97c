package dev.signalbox.analytics.ledger;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.FACT_TRACES;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.TestPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(30);

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void takesOutWhatIsTooOldAndKeepsTheSums(Place place) {
    Instant old = NOW.minus(Duration.ofDays(31));
    Instant young = NOW.minus(Duration.ofDays(29));
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> NOW)) {
      new Requests(1, old, 1_000).next(5_000).forEach(each -> write(writer, each));
      new Requests(2, young, 1_000).next(10).forEach(each -> write(writer, each));

      int removed =
          new Retention(writer, database, new Retention.Kept(KEPT, KEPT)).run(NOW.toEpochMilli());

      DSLContext dsl = database.reading(Area.FACTS);
      assertThat(removed).isGreaterThanOrEqualTo(10_000);
      assertThat(dsl.fetchCount(FACT_REQUESTS)).isEqualTo(10);
      assertThat(dsl.fetchCount(FACT_ATTEMPTS)).isBetween(10, 20);
      assertThat(dsl.fetchCount(FACT_TRACES)).isBetween(1, 9);
      assertThat(requestsIn(dsl, Grain.DAY)).isEqualTo(5_010);
      assertThat(requestsIn(dsl, Grain.HOUR)).isEqualTo(5_010);
      assertThat(requestsIn(dsl, Grain.MINUTE)).isZero();
    }
  }

  @Test
  @DisplayName("P11 much that is too old goes in small steps, and the log of changes stays small")
  void muchGoesInSmallStepsAndTheLogStaysSmall() throws Exception {
    Place.Folder place = TestPlaces.folder();
    Path log = place.dir().resolve(Area.FACTS.fileName() + "-wal");
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> NOW)) {
      new Requests(1, NOW.minus(Duration.ofDays(31)), 1_000)
          .next(12_000)
          .forEach(each -> write(writer, each));
      writer.write(_ -> {}).join();
      long before = writer.state().written();

      CompletableFuture<Integer> removing =
          CompletableFuture.supplyAsync(
              () ->
                  new Retention(writer, database, new Retention.Kept(KEPT, KEPT))
                      .run(NOW.toEpochMilli()));
      List<Duration> waits = new ArrayList<>();
      long largest = 0;
      Iterator<RequestRecord> fresh = new Requests(2, NOW, 1_000).next(2_000).iterator();
      while (!removing.isDone() && fresh.hasNext()) {
        long began = System.nanoTime();
        writer.write(new RequestFact(fresh.next(), "")).join();
        waits.add(Duration.ofNanos(System.nanoTime() - began));
        largest = Math.max(largest, Files.size(log));
      }
      int removed = removing.join();

      assertThat(removed).isGreaterThanOrEqualTo(24_000);
      assertThat(writer.state().written() - before - waits.size())
          .as("transactions that took something out")
          .isGreaterThanOrEqualTo(removed / 4_000);
      assertThat(waits).isNotEmpty().allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) < 0);
      assertThat(largest).isLessThan(64L * 1024 * 1024);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void keepsEverythingWhereNothingElseIsSaid(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> NOW)) {
      new Requests(1, NOW.minus(Duration.ofDays(3_000)), 1_000)
          .next(10)
          .forEach(each -> write(writer, each));

      new Retention(writer, database, new Retention.Kept(Duration.ZERO, Duration.ZERO))
          .run(NOW.toEpochMilli());

      assertThat(database.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isEqualTo(10);
    }
  }

  private static void write(FactWriter writer, RequestRecord each) {
    assertThat(writer.offer(new RequestFact(each, ""))).isTrue();
  }

  private static int requestsIn(DSLContext dsl, Grain grain) {
    return dsl.select(DSL.coalesce(DSL.sum(ROLLUPS.REQUESTS), DSL.inline(0)))
        .from(ROLLUPS)
        .where(ROLLUPS.GRAIN.eq(grain.id()))
        .fetchSingle()
        .value1()
        .intValue();
  }
}
