package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseFaultsTest {
  @Test
  void leavesOutTheStatementAndItsValues() {
    SQLException full = new SQLException("ERROR: no space left\n  Detail: row (secret) failed");
    BatchUpdateException batch =
        new BatchUpdateException("Batch entry 0 insert into a values ('secret')", new int[0]);
    batch.setNextException(full);

    assertThat(DatabaseFaults.reason(batch)).isEqualTo("ERROR: no space left");
    assertThat(DatabaseFaults.reason(new DataAccessException("SQL [insert into a]; …", batch)))
        .isEqualTo("ERROR: no space left");
  }

  @Test
  void isAsLongAsALineAtMost() {
    assertThat(DatabaseFaults.reason(new SQLException("x".repeat(400))))
        .isEqualTo("x".repeat(300) + "…");
    assertThat(DatabaseFaults.reason(new SQLException("locked"))).isEqualTo("locked");
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "57P01, true",
    "53300, true",
    "XX001, true",
    "42601, false",
    "23505, false",
    "22012, false"
  })
  void aServerThatIsAwayIsToldFromAStatementThatIsWrong(String state, boolean outage) {
    SQLException told = new SQLException("as the server says", state);

    assertThat(DatabaseFaults.isOutage(new DataAccessException("SQL [select 1]", told)))
        .isEqualTo(outage);
  }

  @Test
  void soIsAFileThatIsBroken(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("facts.db");
    Files.writeString(file, "this is no database".repeat(100));

    assertThat(DatabaseFaults.isOutage(failure(file, "select 1 from sqlite_schema"))).isTrue();
    Files.delete(file);
    assertThat(DatabaseFaults.isOutage(failure(file, "select 1 from nothing"))).isFalse();
    assertThat(DatabaseFaults.isOutage(failure(folder, "select 1"))).isTrue();
  }

  private static Throwable failure(Path file, String sql) {
    return catchThrowable(
        () -> {
          try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
              Statement statement = connection.createStatement()) {
            statement.executeQuery(sql).close();
          }
        });
  }

  @Test
  void soIsAPoolThatHasNoConnectionToGive() {
    SQLException none = new SQLTransientConnectionException("not available");

    assertThat(DatabaseFaults.isOutage(new CompletionException(none))).isTrue();
    assertThat(DatabaseFaults.isOutage(new SQLException("Connection is closed"))).isTrue();
    assertThat(DatabaseFaults.isOutage(new DatabaseException("it cannot be used", none))).isTrue();
    assertThat(DatabaseFaults.isOutage(new IllegalStateException("a bug"))).isFalse();
  }
}
