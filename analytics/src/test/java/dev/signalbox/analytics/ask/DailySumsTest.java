package dev.signalbox.analytics.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.ledger.Retention;
import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.Dialect;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about longer than requests are kept. */
final class DailySumsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T15:30:00Z");
  private static final Instant FIRST = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration KEPT = Duration.ofDays(90);
  private static final SqlLimits LIMITS = new SqlLimits(1_000, Duration.ofSeconds(20));
  private static final KnownNames NAMES =
      KnownNames.of(Map.of(Dimension.PROJECT, List.of("shop", "search", "support")));
  private static final String NOTE =
      "requests are kept for 90 days: daily sums answer for longer, in whole days of UTC";

  private static final List<String> ANSWERED =
      List.of(
          "cost",
          "cost by project this year",
          "requests per month this year",
          "tokens by model",
          "output tokens by project per month",
          "failures by project this year",
          "requests of shop by source this year",
          "cost per million tokens by model",
          "cache hit share by provider",
          "share of cost by project this year",
          "attempts by project this year");

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void theyAnswerWhatTheRequestsWouldAndStillDoWhenThoseAreGone(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> NOW);
        GuardedSql sql = guarded(database)) {
      new Requests(4, FIRST, Duration.between(FIRST, NOW).toMillis())
          .next(1_500).stream()
              .map(record -> writer.write(new RequestFact(record, "")))
              .toList()
              .forEach(stored -> stored.join());
      Map<String, List<List<String>>> whole = answers(sql, Duration.ZERO);
      assertThat(answers(sql, KEPT)).isEqualTo(whole);

      assertThat(
              new Retention(writer, database, new Retention.Kept(KEPT, KEPT))
                  .run(NOW.toEpochMilli()))
          .isPositive();

      assertThat(answers(sql, KEPT)).isEqualTo(whole);
      assertThat(answers(sql, Duration.ZERO)).isNotEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cost by project last 7 days",
        "cost by project last 89 days",
        "cost per day last month",
      })
  void whatIsStillStoredIsAnsweredFromTheRequests(String question) {
    Query query = read(question, ZoneOffset.UTC);

    assertThat(query.sql()).contains("from requests").doesNotContain(DailySums.VIEW);
    assertThat(query.assumptions()).noneMatch(note -> note.contains("are kept"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p95 latency by model this year",
        "cost by session this year",
        "average cost by project this year",
        "cost per hour this year",
        "requests slower than 5 seconds this year"
      })
  void whatSumsCannotTellIsToldOfWhatIsKeptAndSaysSo(String question) {
    Query query = read(question, ZoneOffset.UTC);

    assertThat(query.sql()).doesNotContain(DailySums.VIEW);
    assertThat(query.assumptions())
        .contains("requests are kept for 90 days, and this can be told only of what is kept");
  }

  @Test
  void aMonthElsewhereIsThatOfUtcAndSaysSo() {
    Query query = read("cost by project this year", ZoneId.of("Asia/Tokyo"));

    assertThat(query.sql())
        .contains("start_ms >= " + Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    assertThat(query.assumptions()).contains(NOTE);
  }

  private static GuardedSql guarded(Database database) {
    return database
        .file(Area.FACTS)
        .map(file -> GuardedSql.onSqlite(file, _ -> {}))
        .orElseGet(() -> GuardedSql.onPostgres(database.connections(Area.FACTS), _ -> {}));
  }

  /** The rows that answer each question, figures to nine digits, in an order of their own. */
  private static Map<String, List<List<String>>> answers(GuardedSql sql, Duration kept) {
    Map<String, List<List<String>>> answers = new LinkedHashMap<>();
    for (String question : ANSWERED) {
      Query query = read(question, ZoneOffset.UTC, sql.dialect(), kept);
      assertThat(query.assumptions().contains(NOTE)).isEqualTo(!kept.isZero());
      if (sql.run(query.sql(), LIMITS, new GuardedSql.Asker("ops", "", question)).join()
          instanceof SqlOutcome.Found(var table)) {
        List<List<String>> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(row.stream().map(DailySumsTest::rounded).toList()));
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
        answers.put(question, rows);
      } else {
        throw new AssertionError(query.sql());
      }
    }
    return answers;
  }

  private static String rounded(Cell cell) {
    return cell instanceof Cell.Real(double value) ? "%.9f".formatted(value) : cell.toText();
  }

  private static Query read(String question, ZoneId zone) {
    return read(question, zone, Dialect.SQLITE, KEPT);
  }

  private static Query read(String question, ZoneId zone, Dialect dialect, Duration kept) {
    Reading reading =
        new Templates(dialect).read(question, new Templates.Setting(NOW, zone, NAMES, kept));
    if (reading instanceof Reading.Certain(Query query)) {
      return query;
    }
    throw new AssertionError(question + ": " + reading);
  }
}
