package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.rollup.Grain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Looks after databases that another process may be using: says whether they are sound, and copies
 * them. Changes nothing of them.
 */
public final class Inspection {
  private Inspection() {}

  /**
   * What was found of one database.
   *
   * @param problems a sentence each; none when it is sound
   */
  public record Finding(Area area, List<String> problems) {
    public Finding {
      problems = List.copyOf(problems);
    }
  }

  /** Looks at each database at {@code place}. */
  public static List<Finding> check(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Area area : Area.values()) {
      findings.add(new Finding(area, problems(place, area)));
    }
    return findings;
  }

  private static List<String> problems(Place place, Area area) {
    if (place instanceof Place.Folder(var dir) && !Files.exists(dir.resolve(area.fileName()))) {
      return List.of("`%s` does not exist".formatted(dir.resolve(area.fileName())));
    }
    try (Connection connection = source(place, area).getConnection()) {
      DSLContext dsl = DSL.using(connection, place.dialect(), Database.SETTINGS);
      List<String> problems = new ArrayList<>();
      if (place instanceof Place.Folder) {
        String integrity = String.valueOf(dsl.fetchValue("pragma integrity_check(10)"));
        if (!integrity.equals("ok")) {
          problems.add(integrity.lines().findFirst().orElse(""));
        }
      }
      if (area == Area.FACTS) {
        problems.addAll(sumProblems(dsl));
      } else {
        dsl.fetchValue("select count(*) from schema_state");
      }
      return problems;
    } catch (SQLException | DataAccessException e) {
      return List.of(DatabaseFaults.reason(e));
    }
  }

  private static List<String> sumProblems(DSLContext dsl) {
    return dsl.transactionResult(
        config -> {
          DSLContext within = DSL.using(config);
          Long first =
              within
                  .select(DSL.min(FACT_REQUESTS.AT_MS))
                  .from(FACT_REQUESTS)
                  .fetchSingle()
                  .value1();
          return first == null ? List.of() : compare(within, Grain.DAY.startOf(first));
        });
  }

  /**
   * Requests go sooner than sums, so of the first day that has any the sums may say more; after
   * that they say the same.
   */
  private static List<String> compare(DSLContext dsl, long firstDay) {
    long second = firstDay + Grain.DAY.millis();
    List<String> problems = new ArrayList<>();
    Sums requests = requests(dsl, FACT_REQUESTS.AT_MS.lt(second));
    Sums sums = sums(dsl, ROLLUPS.START_MS.eq(firstDay));
    if (sums.requests() < requests.requests() || sums.nanos() < requests.nanos()) {
      problems.add(differ(sums, requests));
    }
    Sums laterRequests = requests(dsl, FACT_REQUESTS.AT_MS.ge(second));
    Sums laterSums = sums(dsl, ROLLUPS.START_MS.ge(second));
    if (!laterSums.equals(laterRequests)) {
      problems.add(differ(laterSums, laterRequests));
    }
    return problems;
  }

  private record Sums(long requests, long nanos, long inputTokens) {
    static Sums of(Record3<Long, Long, Long> row) {
      return new Sums(row.value1(), row.value2(), row.value3());
    }

    @Override
    public String toString() {
      return "%d requests, %d nano-dollars, %d input tokens"
          .formatted(requests, nanos, inputTokens);
    }
  }

  private static String differ(Sums sums, Sums requests) {
    return "the sums by day say %s, the requests themselves %s".formatted(sums, requests);
  }

  private static Sums requests(DSLContext dsl, Condition when) {
    return Sums.of(
        dsl.select(
                DSL.count().cast(Long.class),
                total(FACT_REQUESTS.COST_NANOS),
                total(FACT_REQUESTS.INPUT_TOKENS))
            .from(FACT_REQUESTS)
            .where(when)
            .fetchSingle());
  }

  private static Sums sums(DSLContext dsl, Condition when) {
    return Sums.of(
        dsl.select(total(ROLLUPS.REQUESTS), total(ROLLUPS.COST_NANOS), total(ROLLUPS.INPUT_TOKENS))
            .from(ROLLUPS)
            .where(ROLLUPS.GRAIN.eq(Grain.DAY.id()), when)
            .fetchSingle());
  }

  private static Field<Long> total(Field<Long> column) {
    return DSL.coalesce(DSL.sum(column).cast(Long.class), DSL.inline(0L));
  }

  /**
   * Copies the files at {@code place} into the folder {@code target}, each as it was at one moment,
   * while they may be written.
   *
   * @return the copies
   * @throws DatabaseException when the target has such files already, or a copy fails
   */
  public static List<Path> backUp(Place.Folder place, Path target) {
    SqliteFiles.ownerOnlyFolder(target);
    List<Path> copies = new ArrayList<>();
    for (Area area : Area.values()) {
      Path file = place.dir().resolve(area.fileName());
      if (Files.exists(file)) {
        copies.add(copy(file, target.resolve(area.fileName())));
      }
    }
    if (copies.isEmpty()) {
      throw new DatabaseException(
          "there is no database in `%s`, the folder of `database.dir`".formatted(place.dir()));
    }
    return copies;
  }

  private static Path copy(Path file, Path copy) {
    if (Files.exists(copy)) {
      throw new DatabaseException(
          "`%s` exists already: name a folder without copies".formatted(copy));
    }

    try (Connection connection = SqliteFiles.reader(file).getConnection();
        var vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, copy.toAbsolutePath().toString());
      vacuum.execute();
    } catch (SQLException e) {
      throw new DatabaseException(
          "`%s` cannot be copied: %s".formatted(file, DatabaseFaults.reason(e)), e);
    }
    SqliteFiles.restrict(copy);
    return copy;
  }

  private static DataSource source(Place place, Area area) {
    return switch (place) {
      case Place.Folder(var dir) -> SqliteFiles.reader(dir.resolve(area.fileName()));
      case Place.Server server -> PostgresServer.source(server, area);
    };
  }
}
