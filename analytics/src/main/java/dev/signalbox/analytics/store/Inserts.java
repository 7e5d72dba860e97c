package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
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
  private final Map<Table<?>, Into> statements = new HashMap<>();

  /** A statement for one table. */
  private static final class Into {
    private final PreparedStatement statement;

    /** Most characters of each column; 0 where it is not text. */
    private final int[] lengths;

    Into(PreparedStatement statement, Table<?> table) {
      this.statement = statement;
      this.lengths =
          Arrays.stream(table.fields()).mapToInt(field -> field.getDataType().length()).toArray();
    }

    void add(Record row) throws SQLException {
      for (int i = 0; i < lengths.length; i++) {
        bind(i, row.get(i));
      }
      statement.addBatch();
    }

    /** By type, as drivers look long for the type of what they are given. */
    private void bind(int index, @Nullable Object value) throws SQLException {
      switch (value) {
        case String text -> statement.setString(index + 1, fitting(text, lengths[index]));
        case Long number -> statement.setLong(index + 1, number);
        case Integer number -> statement.setInt(index + 1, number);
        case Short number -> statement.setShort(index + 1, number);
        case byte[] bytes -> statement.setBytes(index + 1, bytes);
        case null, default -> statement.setObject(index + 1, value);
      }
    }
  }

  Inserts(DSLContext dsl, Connection connection) {
    this.dsl = dsl;
    this.connection = connection;
  }

  void insert(Table<?> table, List<Record> rows) throws SQLException {
    Into into = statements.get(table);
    if (into == null) {
      into = new Into(connection.prepareStatement(sql(table)), table);
      statements.put(table, into);
    }
    for (Record row : rows) {
      into.add(row);
    }
    into.statement.executeBatch();
  }

  private String sql(Table<?> table) {
    return dsl.insertInto(table)
        .columns(table.fields())
        .values(Collections.nCopies(table.fields().length, (Object) null))
        .onConflictDoNothing()
        .getSQL();
  }

  /** PostgreSQL takes no more text than was declared, and no NUL in it. */
  private static String fitting(String text, int most) {
    String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "\uFFFD");
    return most == 0 || clean.length() <= most ? clean : cut(clean, most);
  }

  private static String cut(String text, int most) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  @Override
  public void close() throws SQLException {
    for (Into into : statements.values()) {
      into.statement.close();
    }
  }
}
