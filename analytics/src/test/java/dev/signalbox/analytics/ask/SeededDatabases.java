package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One SQLite file for each seed, read through the guard. */
final class SeededDatabases implements AutoCloseable {
  static final SqlLimits LIMITS = new SqlLimits(10_000, Duration.ofSeconds(20));
  static final GuardedSql.Asker ASKER = new GuardedSql.Asker("tests", "", "");

  private final Map<Seed, GuardedSql> databases = new EnumMap<>(Seed.class);
  private final Map<Seed, KnownNames> names = new EnumMap<>(Seed.class);

  SeededDatabases(Path folder) throws SQLException {
    for (Seed seed : Seed.values()) {
      Path file = folder.resolve(seed.name() + ".db");
      SeededFacts.sqlite(file, seed);
      GuardedSql database = GuardedSql.onSqlite(file, _ -> {});
      databases.put(seed, database);
      names.put(seed, NameLookup.look(database, LIMITS).join().orElseThrow());
    }
  }

  GuardedSql of(Seed seed) {
    return Objects.requireNonNull(databases.get(seed));
  }

  Templates.Setting setting(Seed seed) {
    return new Templates.Setting(
        SeededFacts.NOW, ZoneOffset.UTC, Objects.requireNonNull(names.get(seed)), Duration.ZERO);
  }

  ResultTable rows(Seed seed, String sql) {
    SqlOutcome outcome = of(seed).run(sql, LIMITS, ASKER).join();
    if (outcome instanceof SqlOutcome.Found(ResultTable table)) {
      return table;
    }
    throw new AssertionError(outcome + "\n" + sql);
  }

  @Override
  public void close() {
    databases.values().forEach(GuardedSql::close);
  }
}
