package dev.signalbox.analytics.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.seed.Seed;
import dev.signalbox.analytics.seed.SeededFacts;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.analytics.store.TestPlaces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** X03. */
final class GuardTest {
  private static final SqlLimits LIMITS = new SqlLimits(100, Duration.ofSeconds(3));
  private static final GuardedSql.Asker ASKER = new GuardedSql.Asker("ops", "127.0.0.1", "");

  @TempDir private Path folder;
  private final List<AuditTrail.Entry> audit = new CopyOnWriteArrayList<>();
  private final List<GuardedSql> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(GuardedSql::close);
  }

  private Path file() throws SQLException {
    Path file = folder.resolve("signalbox.db");
    SeededFacts.sqlite(file, Seed.SPARSE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      addSecrets(connection);
    }
    return file;
  }

  private static void addSecrets(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("create table secrets (id bigint, secret varchar(64))");
      statement.execute("insert into secrets values (1, 'sk-marker')");
    }
  }

  private GuardedSql sqlite(Path file) {
    GuardedSql sql = GuardedSql.onSqlite(file, audit::add);
    open.add(sql);
    return sql;
  }

  private static PGSimpleDataSource server() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestPlaces.server().url());
    try (Connection connection = source.getConnection()) {
      SeededFacts.postgres(connection, Seed.SPARSE);
      addSecrets(connection);
      connection.commit();
    }
    return source;
  }

  private GuardedSql postgres() throws SQLException {
    GuardedSql sql = GuardedSql.onPostgres(server(), audit::add);
    open.add(sql);
    return sql;
  }

  private static List<String> attacks() {
    try (InputStream in =
        Objects.requireNonNull(GuardTest.class.getResourceAsStream("/sql/attacks.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> through(GuardedSql sql) {
    List<String> through = new ArrayList<>();
    for (String attack : attacks()) {
      if (sql.run(attack, LIMITS, ASKER).join() instanceof SqlOutcome.Found) {
        through.add(attack);
      }
    }
    return through;
  }

  private static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  @DisplayName("X03 no attack on SQLite")
  void letsNoAttackThroughOnSqliteAndLeavesTheFileAsItIs() throws Exception {
    Path file = file();
    String before = digest(file);

    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(through(sqlite(file))).isEmpty();
    assertThat(digest(file)).isEqualTo(before);
  }

  @Test
  @DisplayName("X03 no attack on PostgreSQL")
  void letsNoAttackThroughOnPostgres() throws SQLException {
    GuardedSql sql = postgres();

    assertThat(through(sql)).isEmpty();
    assertThat(sql.run("select count(*) from requests", LIMITS, ASKER).join())
        .isInstanceOf(SqlOutcome.Found.class);
  }

  @Test
  void writesDownThatTheDatabaseWasAway() throws IOException {
    Path file = Files.writeString(folder.resolve("signalbox.db"), "no database ".repeat(700));

    assertThat(sqlite(file).run("select count(*) from requests", LIMITS, ASKER))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(DatabaseException.class);
    assertThat(audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.detail()).isEqualTo("select count(*) from requests");
              assertThat(entry.outcome()).isEqualTo("unavailable");
            });
  }

  /** The later layers hold by themselves, with the first one left out. */
  @Test
  @DisplayName("X03 later layers hold by themselves on SQLite")
  void stopsOnSqliteWhatTheFirstLayerWouldMiss() throws SQLException {
    SqliteReader reader = new SqliteReader(file());

    for (String sql :
        List.of(
            "select * from secrets",
            "select * from (secrets)",
            "select * from repricings",
            "select * from sqlite_schema",
            "select load_extension('x')",
            "select * from pragma_database_list",
            "delete from fact_requests")) {
      assertThat(notFound(reader, sql)).as(sql).isTrue();
    }
    assertThat(notFound(reader, "select count(*) from requests")).isFalse();
  }

  @Test
  @DisplayName("X03 later layers hold by themselves on PostgreSQL")
  void stopsOnPostgresWhatTheFirstLayerWouldMiss() throws SQLException {
    PostgresReader reader = new PostgresReader(server());

    for (String sql :
        List.of(
            "select * from secrets",
            "select * from repricings",
            "select * from pg_catalog.pg_authid",
            "select * from generate_series(1, 3)",
            "delete from fact_requests")) {
      assertThat(notFound(reader, sql)).as(sql).isTrue();
    }
  }

  private static boolean notFound(SqlReader reader, String sql) {
    try {
      return !(reader.read(sql, LIMITS) instanceof SqlOutcome.Found);
    } catch (SQLException e) {
      return true;
    }
  }

  @Test
  @DisplayName("X03 a statement ends at its deadline")
  void stopsAStatementAtItsDeadline() throws SQLException {
    String slow =
        "select count(*) from requests a, requests b, requests c, requests d where a.total_ms + b.total_ms + c.total_ms + d.total_ms < 0";
    SqlLimits brief = new SqlLimits(10, Duration.ofMillis(300));
    for (GuardedSql sql : List.of(sqlite(file()), postgres())) {
      long start = System.nanoTime();

      SqlOutcome outcome = sql.run(slow, brief, ASKER).join();

      assertThat(outcome).isEqualTo(new SqlOutcome.TimedOut(300));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void givesAtMostSoManyRowsAndSaysThatThereWereMore() throws SQLException {
    for (GuardedSql sql : List.of(sqlite(file()), postgres())) {
      SqlOutcome few =
          sql.run("select id from requests order by id", LIMITS.withRows(3), ASKER).join();
      SqlOutcome all =
          sql.run("select id from requests order by id limit 3;", LIMITS.withRows(3), ASKER).join();

      assertThat(few)
          .isInstanceOfSatisfying(
              SqlOutcome.Found.class,
              found -> {
                assertThat(found.table().rows()).hasSize(3);
                assertThat(found.table().truncated()).isTrue();
                assertThat(found.table().columns())
                    .containsExactly(new ResultTable.Column("id", ResultTable.Type.INTEGER));
              });
      assertThat(all)
          .isInstanceOfSatisfying(
              SqlOutcome.Found.class, found -> assertThat(found.table().truncated()).isFalse());
    }
  }

  @Test
  void refusesMoreThanCanWait() throws SQLException {
    CountDownLatch go = new CountDownLatch(1);
    GuardedSql sql =
        GuardedSql.onSqlite(
            file(),
            _ -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    open.add(sql);

    List<CompletableFuture<SqlOutcome>> running = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      running.add(sql.run("select 1", LIMITS, ASKER));
    }
    SqlOutcome tooMuch = sql.run("select 1", LIMITS, ASKER).join();
    go.countDown();

    assertThat(tooMuch).isEqualTo(new SqlOutcome.Busy());
    assertThat(running)
        .allSatisfy(one -> assertThat(one.join()).isInstanceOf(SqlOutcome.Found.class));
  }

  @Test
  void writesDownWhoAskedWhatAndHowItEnded() throws SQLException {
    GuardedSql sql = sqlite(file());

    sql.run("select 1", LIMITS, ASKER).join();
    sql.run("select * from secrets", LIMITS, new GuardedSql.Asker("ops", "", "secrets?")).join();

    assertThat(audit)
        .containsExactly(
            new AuditTrail.Entry("ops", "127.0.0.1", "sql", "", "select 1", "ok"),
            new AuditTrail.Entry(
                "ops", "", "ask", "secrets?", "select * from secrets", "refused:unknown_relation"));
  }

  @Test
  void namesWhatIsAllowedWhereSomethingIsMisspelt() throws SQLException {
    for (GuardedSql sql : List.of(sqlite(file()), postgres())) {
      assertThat(sql.run("select 1 from request", LIMITS, ASKER).join())
          .isEqualTo(
              new SqlOutcome.Refused(
                  new Refusal(
                      "unknown_relation", "there is no view `request`; did you mean `requests`?")));
      assertThat(sql.run("select costusd from requests", LIMITS, ASKER).join())
          .isInstanceOfSatisfying(
              SqlOutcome.Failed.class,
              failed -> assertThat(failed.message()).contains("did you mean `cost_usd`"));
    }
  }

  @Test
  void letsOrdinaryStatementsThrough() throws SQLException {
    List<String> good =
        List.of(
            "SELECT project, sum(cost_usd) AS \"total cost\" FROM requests GROUP BY project",
            "select /* a note */ count(*) from requests -- at the end",
            "with d as materialized (select day, count(*) as n from requests group by day) select * from d where n > 1",
            "select cast(total_ms as numeric(10, 2)) as load, '; drop table x --' as t from requests limit 1",
            "select r.project, a.fault from requests r join (attempts a join losses l on l.request = a.request) on a.request = r.id",
            "select max(n) over (partition by day rows between 2 preceding and current row) from (select day, count(*) n from requests group by day) x");
    GuardedSql sql = sqlite(file());

    for (String statement : good) {
      assertThat(sql.run(statement, LIMITS, ASKER).join())
          .as(statement)
          .isInstanceOf(SqlOutcome.Found.class);
    }
    assertThat(
            postgres()
                .run(
                    "select extract(hour from to_timestamp(at_ms / 1000)) as h, count(*) from requests group by 1",
                    LIMITS,
                    ASKER)
                .join())
        .isInstanceOf(SqlOutcome.Found.class);
  }
}
