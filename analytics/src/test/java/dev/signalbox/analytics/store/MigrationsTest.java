package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that know one schema, on a database that a later one has brought to the next. */
final class MigrationsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#empty";
  private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");

  private static DataSource source(Place place) {
    return switch (place) {
      case Place.Folder(var dir) -> SqliteFiles.writer(dir.resolve(Area.FACTS.fileName()));
      case Place.Server server -> PostgresServer.source(server, Area.FACTS);
    };
  }

  /**
   * What the next program knows: one script more, which takes a program that knows {@code least}.
   */
  private static Schema next(Place place, int least) {
    Schema now = Schema.of(Area.FACTS, place.dialect());
    List<String> folders = new ArrayList<>(now.folders());
    folders.add("db/next");
    List<Script> scripts = new ArrayList<>(now.scripts());
    scripts.add(new Script("V2__next.sql", least));
    return new Schema(Area.FACTS, place.dialect(), folders, scripts, now.repeated());
  }

  private static void upgrade(Place place, int least) {
    Database.open(place).close();
    Migrations.apply(source(place), next(place, least));
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aProgramGoesOnWithANewerDatabaseThatSaysSo(Place place) throws SQLException {
    upgrade(place, 1);

    try (Database database = Database.open(place);
        FactWriter facts =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> AT)) {
      facts.write(new RequestFact(new Requests(5, AT, 1_000).next(1).getFirst(), "a")).join();

      DSLContext dsl = database.reading(Area.FACTS);
      assertThat(dsl.fetchCount(DSL.table("fact_requests"), DSL.field("region").eq(""))).isOne();
      assertThat(dsl.fetchValue("select version from schema_state")).isEqualTo(2);
    }
    try (Connection _ = source(place).getConnection()) {
      Migrations.apply(source(place), next(place, 1)); // and the next program after it
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aProgramIsRefusedByANewerDatabaseThatItIsNotFitFor(Place place) {
    upgrade(place, 2);

    assertThatThrownBy(() -> Database.open(place))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("is at version 2")
        .hasMessageContaining("takes a program that knows version 2, and this one knows version 1");
    assertThatThrownBy(() -> Database.join(place, Area.FACTS))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void twoProgramsThatUpgradeAtOnceDoItOnce() throws Exception {
    Place.Server place = TestPlaces.server();
    Database.open(place).close();
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<?>> upgrades = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        boolean later = i % 2 == 0;
        upgrades.add(
            threads.submit(
                () -> {
                  together.await();
                  if (later) {
                    Migrations.apply(source(place), next(place, 1));
                  } else {
                    Database.open(place).close();
                  }
                  return later;
                }));
      }
    }
    for (Future<?> each : upgrades) {
      each.get();
    }

    try (Database after = Database.open(place)) {
      DSLContext dsl = after.reading(Area.FACTS);
      assertThat(dsl.fetchValue("select version from schema_state")).isEqualTo(2);
      assertThat(dsl.fetchCount(DSL.table("flyway_schema_history"), DSL.field("version").eq("2")))
          .isOne();
    }
  }
}
