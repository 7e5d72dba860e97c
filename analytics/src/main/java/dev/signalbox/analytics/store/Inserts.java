package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows in bulk: one prepared statement for each table, kept as long as the connection. Text
 * that is longer than its column is cut, as its length is the client's choice.
 */
final class Inserts implements AutoCloseable {
  private final DSLContext dsl;
  private final Connection connection;
  private final Map<Table<?>, PreparedStatement> statements = new HashMap<>();

  Inserts(DSLContext dsl, Connection connection) {
    this.dsl = dsl;
    this.connection = connection;
  }

  void insert(Table<?> table, List<Record> rows) throws SQLException {
    PreparedStatement statement = statements.get(table);
    if (statement == null) {
      statement = connection.prepareStatement(sql(table));
      statements.put(table, statement);
    }
    Field<?>[] fields = table.fields();
    for (Record row : rows) {
      for (int i = 0; i < fields.length; i++) {
        statement.setObject(i + 1, fitting(row.get(i), fields[i]));
      }
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private String sql(Table<?> table) {
    return dsl.insertInto(table)
        .columns(table.fields())
        .values(Collections.nCopies(table.fields().length, (Object) null))
        .onConflictDoNothing()
        .getSQL();
  }

  /** PostgreSQL takes no more text than was declared, and no NUL in it. */
  private static @Nullable Object fitting(@Nullable Object value, Field<?> field) {
    if (!(value instanceof String text)) {
      return value;
    }
    String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "\uFFFD");
    int most = field.getDataType().length();
    return most == 0 || clean.length() <= most ? clean : cut(clean, most);
  }

  private static String cut(String text, int most) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
  }
}
