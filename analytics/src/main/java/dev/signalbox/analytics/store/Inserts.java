package dev.signalbox.analytics.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;

/** Inserts rows in bulk: one prepared statement for each table, kept as long as the connection. */
final class Inserts implements AutoCloseable {
  /** A row tells the lower half of the number of the transaction that made it. */
  private static final Condition OF_ANOTHER =
      DSL.condition("xmin::text <> (txid_current() % 4294967296)::text");

  private final DSLContext dsl;
  private final Connection connection;
  private final Breaks breaks;
  private final Map<Table<?>, RowStatement> statements = new HashMap<>();

  Inserts(DSLContext dsl, Connection connection, Breaks breaks) {
    this.dsl = dsl;
    this.connection = connection;
    this.breaks = breaks;
  }

  /** Inserts {@code rows}; one whose key is there already is left out. */
  void insert(Table<?> table, List<Record> rows) throws SQLException {
    statement(table).execute(rows, (_, _) -> {});
  }

  /**
   * Inserts {@code rows}.
   *
   * @return those that were left out, as their key was there already
   */
  List<Record> insertAndTell(Table<?> table, List<Record> rows) throws SQLException {
    List<Record> known = new ArrayList<>();
    List<Record> unsure = new ArrayList<>();
    statement(table)
        .execute(
            rows,
            (row, effect) -> {
              switch (effect) {
                case WRITTEN -> {}
                case NONE -> known.add(row);
                case UNKNOWN -> unsure.add(row);
              }
            });
    if (!unsure.isEmpty()) {
      known.addAll(ofOtherTransactions(table, unsure));
    }
    return known;
  }

  private RowStatement statement(Table<?> table) throws SQLException {
    RowStatement statement = statements.get(table);
    if (statement == null) {
      statement = new RowStatement(connection.prepareStatement(sql(table)), table, breaks);
      statements.put(table, statement);
    }
    return statement;
  }

  /** Those of {@code rows} whose key stands in a row that PostgreSQL has of another transaction. */
  private List<Record> ofOtherTransactions(Table<?> table, List<Record> rows) {
    Field<Long> key = keyOf(table);
    Long[] keys = rows.stream().map(row -> row.get(key)).toArray(Long[]::new);
    Set<Long> others =
        dsl.select(key).from(table).where(key.eq(DSL.any(keys))).and(OF_ANOTHER).fetchSet(key);
    return rows.stream().filter(row -> others.contains(row.get(key))).toList();
  }

  private static Field<Long> keyOf(Table<?> table) {
    List<? extends Field<?>> fields =
        Optional.ofNullable(table.getPrimaryKey()).map(UniqueKey::getFields).orElse(List.of());
    if (fields.size() != 1) {
      throw new IllegalStateException("not one column is the key of " + table.getName());
    }
    return fields.getFirst().coerce(Long.class);
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
