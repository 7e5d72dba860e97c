package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.sql.Dialect;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.SqlOutcome;
import dev.signalbox.analytics.store.TestPlaces;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The set of questions itself: that it is whole, that it tells right from wrong, on both databases.
 */
final class GoldSetTest {
  /** Changes that must show in the result on one of the seeds at least. */
  private static final Map<String, String> MUTATIONS = mutations();

  @TempDir private Path folder;

  private static Map<String, String> mutations() {
    Map<String, String> mutations = new LinkedHashMap<>();
    mutations.put("sum(cost_usd)", "sum(wasted_usd)");
    mutations.put("sum(", "max(");
    mutations.put("avg(", "max(");
    mutations.put("count(*)", "count(distinct project)");
    mutations.put("max(at)", "min(at)");
    mutations.put("total_ms", "first_byte_ms");
    mutations.put("'failed'", "'client_closed'");
    mutations.put("'mitigated'", "'client_error'");
    mutations.put("'2026-11-25'", "'2026-11-23'");
    mutations.put(">= '2026-11-", ">= '2026-12-");
    mutations.put(">= '2026-10-27'", ">= '2026-11-10'");
    mutations.put("order by 2 desc", "order by 2 asc");
    mutations.put("= 'gpt-5-mini'", "<> 'gpt-5-mini'");
    mutations.put("= 'checkout'", "= 'search'");
    mutations.put("limit 5", "limit 2");
    mutations.put("n <= 2", "n <= 1");
    return mutations;
  }

  @Test
  void hasTheQuestionsItShouldHave() {
    List<GoldSet.Gold> all = GoldSet.all();

    assertThat(all).hasSize(80);
    assertThat(all.stream().filter(gold -> gold.part().equals("easy"))).hasSize(20);
    assertThat(all.stream().filter(gold -> gold.part().equals("group"))).hasSize(30);
    assertThat(all.stream().filter(gold -> gold.part().equals("join"))).hasSize(15);
    assertThat(all.stream().filter(gold -> !gold.answerable())).hasSize(15);
    assertThat(GoldSet.paraphrases().values())
        .hasSize(65)
        .allSatisfy(others -> assertThat(others).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void noticesAChangedColumnFilterOrAggregate() throws SQLException {
    List<String> survivors = new ArrayList<>();
    int tried = 0;
    try (SeededDatabases databases = new SeededDatabases(folder)) {
      for (GoldSet.Gold gold : GoldSet.all()) {
        String sql = gold.sql(Dialect.SQLITE);
        for (var mutation : MUTATIONS.entrySet()) {
          if (gold.answerable() && sql.contains(mutation.getKey())) {
            tried++;
            String value = mutation.getValue();
            String changed =
                sql.replace(
                    mutation.getKey(),
                    sql.contains(" join ") ? value.replace("project", "r.project") : value);
            if (sameEverywhere(databases, sql, changed)) {
              survivors.add(changed);
            }
          }
        }
      }
    }

    assertThat(tried).isGreaterThan(65);
    assertThat(survivors).isEmpty();
  }

  private static boolean sameEverywhere(SeededDatabases databases, String sql, String changed) {
    for (Seed seed : Seed.values()) {
      ResultTable right = databases.rows(seed, sql);
      ResultTable wrong = databases.rows(seed, changed);
      if (!SameResult.same(sql, right, wrong)) {
        return false;
      }
    }
    return true;
  }

  /** The same questions on PostgreSQL, answered by the templates of that dialect. */
  @Test
  void isAnsweredOnPostgresAsWell() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestPlaces.server().url());
    try (Connection connection = source.getConnection()) {
      SeededFacts.postgres(connection, Seed.NORMAL);
    }
    List<String> wrong = new ArrayList<>();
    int right = 0;
    try (GuardedSql sql = GuardedSql.onPostgres(source, _ -> {})) {
      KnownNames names = NameLookup.look(sql, SeededDatabases.LIMITS).join().orElseThrow();
      Templates templates = new Templates(Dialect.POSTGRESQL);
      for (GoldSet.Gold gold : GoldSet.all()) {
        Reading reading =
            templates.read(
                gold.question(),
                new Templates.Setting(SeededFacts.NOW, ZoneOffset.UTC, names, Duration.ZERO));
        if (reading instanceof Reading.Certain(Query query)) {
          boolean same =
              gold.answerable()
                  && SameResult.same(
                      gold.sql(Dialect.POSTGRESQL),
                      rows(sql, gold.sql(Dialect.POSTGRESQL)),
                      rows(sql, query.sql()));
          if (same) {
            right++;
          } else {
            wrong.add(gold.question() + "\n" + query.sql());
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(right).isGreaterThanOrEqualTo(60);
  }

  private static ResultTable rows(GuardedSql sql, String statement) {
    SqlOutcome outcome = sql.run(statement, SeededDatabases.LIMITS, SeededDatabases.ASKER).join();
    if (outcome instanceof SqlOutcome.Found(ResultTable table)) {
      return table;
    }
    throw new AssertionError(outcome + "\n" + statement);
  }
}
