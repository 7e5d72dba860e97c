package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.rollup.RollupBook;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.rollup.RollupKey;
import dev.signalbox.analytics.schema.tables.records.RollupsRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One connection of the writer, for as long as it works. Lives on the writer's thread. */
final class WriteSession implements AutoCloseable {
  private final Connection connection;
  private final DSLContext dsl;
  private final Inserts inserts;
  private final RollupBook book;
  private final Breaks breaks;
  private @Nullable RowStatement replacing;

  WriteSession(Connection connection, SQLDialect dialect, RollupBook book, Breaks breaks) {
    this.connection = connection;
    this.dsl = DSL.using(connection, dialect, Database.SETTINGS);
    this.inserts = new Inserts(dsl, connection, breaks);
    this.book = book;
    this.breaks = breaks;
  }

  /** Writes {@code batch} in one transaction: all of it, or nothing and an exception. */
  void write(Batch batch, long nowMillis) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Map<RollupKey, RollupDelta> sums = put(batch);
      connection.commit();
      letGo();
      book.committed(sums, nowMillis);
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Does all that writing takes but the last step, so that the first real batch finds it done. */
  void rehearse(Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    try {
      put(batch);
    } finally {
      connection.rollback();
      letGo();
    }
  }

  /** Between two batches no transaction is open, or SQLite would keep the lock of a writer. */
  private void letGo() throws SQLException {
    connection.setAutoCommit(true);
  }

  private Map<RollupKey, RollupDelta> put(Batch batch) throws SQLException {
    Set<Record> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Table<?> table : batch.tables()) {
      List<Record> rows = batch.rows(table, known);
      if (batch.hasOwners(table)) {
        known.addAll(inserts.insertAndTell(table, rows));
      } else {
        inserts.insert(table, rows);
      }
    }
    Map<RollupKey, RollupDelta> sums = book.after(batch.sums(known), dsl);
    replace(book.records(sums));
    batch.changes().forEach(change -> change.apply(dsl));
    return sums;
  }

  private void rollBack(Exception cause) {
    try {
      connection.rollback();
      letGo();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void replace(List<RollupsRecord> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (replacing == null) {
      replacing = new RowStatement(connection.prepareStatement(upsertSql()), ROLLUPS, breaks);
    }
    replacing.execute(rows, (_, _) -> {});
  }

  private String upsertSql() {
    return dsl.insertInto(ROLLUPS)
        .columns(ROLLUPS.fields())
        .values(Collections.nCopies(ROLLUPS.fields().length, (Object) null))
        .onConflict(ROLLUPS.getPrimaryKey().getFields())
        .doUpdate()
        .setAllToExcluded()
        .getSQL();
  }

  @Override
  public void close() throws SQLException {
    inserts.close();
    if (replacing != null) {
      replacing.close();
    }
    connection.close();
  }
}
