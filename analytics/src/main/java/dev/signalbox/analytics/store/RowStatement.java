package dev.signalbox.analytics.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes whole rows of one table, many at once. Text that is longer than its
 * column is cut, as its length is the client's choice.
 */
final class RowStatement implements AutoCloseable {
  /** Whether a row was written. */
  enum Effect {
    WRITTEN,
    /** Its key was there already. */
    NONE,
    /** The driver wrote several rows as one, and knows of none of them. */
    UNKNOWN;

    private static Effect of(int count) {
      return switch (count) {
        case 0 -> NONE;
        case Statement.SUCCESS_NO_INFO -> UNKNOWN;
        default -> WRITTEN;
      };
    }
  }

  private final PreparedStatement statement;
  private final Breaks breaks;

  /** Most characters of each column; 0 where it is not text. */
  private final int[] lengths;

  /** {@code statement} has a parameter for each column of {@code table}, in their order. */
  RowStatement(PreparedStatement statement, Table<?> table, Breaks breaks) {
    this.statement = statement;
    this.breaks = breaks;
    this.lengths =
        Arrays.stream(table.fields()).mapToInt(field -> field.getDataType().length()).toArray();
  }

  /**
   * Writes {@code rows}, with breaks.
   *
   * @param outcomes told what became of each row
   */
  <R extends Record> void execute(List<R> rows, BiConsumer<? super R, Effect> outcomes)
      throws SQLException {
    int waiting = 0;
    int written = 0;
    for (R row : rows) {
      for (int i = 0; i < lengths.length; i++) {
        bind(i, row.get(i));
      }
      statement.addBatch();
      waiting++;
      if (breaks.isDueAfterStep()) {
        written += write(rows.subList(written, written + waiting), outcomes);
        waiting = 0;
        breaks.take();
      }
    }
    if (waiting > 0) {
      write(rows.subList(written, written + waiting), outcomes);
    }
  }

  private <R extends Record> int write(List<R> rows, BiConsumer<? super R, Effect> outcomes)
      throws SQLException {
    int[] counts = statement.executeBatch();
    for (int i = 0; i < counts.length; i++) {
      outcomes.accept(rows.get(i), Effect.of(counts[i]));
    }
    return rows.size();
  }

  /** By type, as drivers look long for the type of what they are given. */
  private void bind(int index, @Nullable Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(index + 1, StoredText.of(text, lengths[index]));
      case Long number -> statement.setLong(index + 1, number);
      case Integer number -> statement.setInt(index + 1, number);
      case Short number -> statement.setShort(index + 1, number);
      case byte[] bytes -> statement.setBytes(index + 1, bytes);
      case null, default -> statement.setObject(index + 1, value);
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
