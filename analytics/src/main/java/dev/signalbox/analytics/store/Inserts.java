package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;

/** Inserts rows in bulk: one prepared statement for each table, kept as long as the connection. */
final class Inserts implements AutoCloseable {
  private final DSLContext dsl;
  private final Connection connection;
  private final Map<Table<?>, RowStatement> statements = new HashMap<>();

  Inserts(DSLContext dsl, Connection connection) {
    this.dsl = dsl;
    this.connection = connection;
  }

  /** Inserts {@code rows}; {@code known} is told of each that is left out, as its key is there. */
  void insert(Table<?> table, List<Record> rows, Consumer<Record> known) throws SQLException {
    RowStatement statement = statements.get(table);
    if (statement == null) {
      statement = new RowStatement(connection.prepareStatement(sql(table)), table);
      statements.put(table, statement);
    }
    statement.execute(rows, known);
  }

  private String sql(Table<?> table) {
    return dsl.insertInto(table)
        .columns(table.fields())
        .values(Collections.nCopies(table.fields().length, (Object) null))
        .onConflictDoNothing()
        .getSQL();
  }

  @Override
  public void close() throws SQLException {
    for (RowStatement statement : statements.values()) {
      statement.close();
    }
  }
}
