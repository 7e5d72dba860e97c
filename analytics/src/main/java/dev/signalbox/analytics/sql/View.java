package dev.signalbox.analytics.sql;

import java.util.List;
import java.util.Optional;

/**
 * A view that statements may read, and what a row of it is.
 *
 * @param tables the stored tables that it reads
 */
public record View(String name, String meaning, List<String> tables, List<ViewColumn> columns) {
  public View {
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
  }

  /** The column {@code name}. */
  public Optional<ViewColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
