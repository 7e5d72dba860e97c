package dev.signalbox.gateway.fuzz;

import dev.signalbox.analytics.ask.KnownNames;
import dev.signalbox.analytics.ask.Reading;
import dev.signalbox.analytics.ask.Templates;
import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.GuardedSql;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.analytics.sql.SqlLimits;
import dev.signalbox.analytics.sql.SqlOutcome;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jooq.Queries;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Statements of people and models: whatever runs is one SELECT, finds nothing of a table that is no
 * view, and changes nothing; the statement that is made of a question always runs. Choice: a
 * statement or a question.
 */
final class SqlTarget implements Target {
  private static final String MARK = "sk-marker";
  private static final SqlLimits LIMITS = new SqlLimits(50, Duration.ofSeconds(2));
  private static final GuardedSql.Asker ASKER = new GuardedSql.Asker("fuzz", "", "");

  private static final Templates.Setting SETTING =
      new Templates.Setting(
          Instant.parse("2026-11-25T15:30:00Z"),
          ZoneId.of("Europe/Berlin"),
          KnownNames.NONE,
          Duration.ofDays(30));

  private final Path file;
  private final GuardedSql sql;
  private final Templates templates;
  private final long size;

  SqlTarget() {
    try {
      file = facts(Files.createTempDirectory("signalbox-fuzz"));
      size = Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    sql = GuardedSql.onSqlite(file, _ -> {});
    templates = new Templates(sql.dialect());
  }

  private static Path facts(Path folder) throws SQLException {
    folder.toFile().deleteOnExit();
    try (Database database = Database.open(new Place.Folder(folder))) {
      Path facts = database.file(Area.FACTS).orElseThrow();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + facts);
          Statement statement = connection.createStatement()) {
        statement.execute("create table secrets (id bigint, secret varchar(64))");
        statement.execute("insert into secrets values (1, '%s')".formatted(MARK));
        statement.execute("pragma wal_checkpoint(truncate)");
      }
      return facts;
    }
  }

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    boolean question = in.below(2) == 1;
    String text = in.text();
    if (question) {
      if (templates.read(text, SETTING) instanceof Reading.Certain(var query)) {
        SqlOutcome outcome = sql.run(query.sql(), LIMITS, ASKER).join();
        Require.that(
            outcome instanceof SqlOutcome.Found,
            () -> "%s: %s does not run: %s".formatted(text, query.sql(), outcome));
      }
    } else {
      statement(text);
    }
  }

  private void statement(String text) {
    boolean accepted = sql.refusal(text).isEmpty();
    SqlOutcome outcome = sql.run(text, LIMITS, ASKER).join();
    Require.that(
        accepted || outcome instanceof SqlOutcome.Refused, () -> "refused, and run: " + text);
    if (accepted) {
      oneSelect(text);
    }
    if (outcome instanceof SqlOutcome.Found(var table)) {
      Require.that(
          text.contains("marker") || !tells(table), () -> "finds what is no view: " + text);
    }
    Require.same(size, sizeNow(), "the size of the file");
  }

  /** What jOOQ reads, too, it must read as one SELECT. */
  private static void oneSelect(String text) {
    Queries read;
    try {
      read = DSL.using(SQLDialect.SQLITE).parser().parse(text);
    } catch (RuntimeException e) {
      return; // it need not know all that SQLite does
    }
    Require.that(
        read.queries().length == 1 && read.queries()[0] instanceof Select<?>,
        () -> "not one SELECT: " + text);
  }

  private static boolean tells(ResultTable table) {
    return table.rows().stream()
        .anyMatch(row -> row.stream().map(Cell::toText).anyMatch(cell -> cell.contains("marker")));
  }

  private long sizeNow() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
