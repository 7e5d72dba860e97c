package dev.signalbox.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

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
}
