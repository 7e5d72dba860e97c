package dev.signalbox.gateway.admin.ask;

import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.ResultTable;
import dev.signalbox.gateway.admin.frame.Csv;
import java.util.List;

/** A result as CSV. */
final class CsvTable {
  private CsvTable() {}

  static String of(ResultTable table) {
    StringBuilder csv = new StringBuilder();
    line(table.columns().stream().map(column -> Csv.text(column.name())).toList(), csv);
    for (List<Cell> row : table.rows()) {
      line(row.stream().map(CsvTable::cell).toList(), csv);
    }
    return csv.toString();
  }

  private static void line(List<String> fields, StringBuilder csv) {
    csv.append(String.join(",", fields)).append(Csv.LINE_END);
  }

  private static String cell(Cell cell) {
    return cell instanceof Cell.Text(String value) ? Csv.text(value) : cell.toText();
  }
}
