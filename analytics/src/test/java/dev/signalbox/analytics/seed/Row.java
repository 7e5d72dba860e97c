package dev.signalbox.analytics.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row that is put together column by column. */
final class Row {
  private final String table;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  Row(String table) {
    this.table = table;
  }

  Row set(String column, @Nullable Object value) {
    values.put(column, value);
    return this;
  }

  void insert(Connection connection) throws SQLException {
    String marks = values.keySet().stream().map(_ -> "?").collect(Collectors.joining(", "));
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(table, String.join(", ", values.keySet()), marks);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 1;
      for (Object value : values.values()) {
        statement.setObject(place++, value);
      }
      statement.executeUpdate();
    }
  }
}
