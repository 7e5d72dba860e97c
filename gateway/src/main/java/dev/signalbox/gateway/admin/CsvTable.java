package dev.signalbox.gateway.admin;

import dev.signalbox.analytics.sql.Cell;
import dev.signalbox.analytics.sql.ResultTable;
import java.util.List;

/**
 * A result as CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe
 * before it: <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, "CSV
 * Injection"</a>, read 2026-11.
 */
final class CsvTable {
  private static final String FORMULA = "=+-@\t\r";

  private CsvTable() {}

  static String of(ResultTable table) {
    StringBuilder csv = new StringBuilder();
    line(table.columns().stream().map(column -> text(column.name())).toList(), csv);
    for (List<Cell> row : table.rows()) {
      line(row.stream().map(CsvTable::cell).toList(), csv);
    }
    return csv.toString();
  }

  private static void line(List<String> fields, StringBuilder csv) {
    csv.append(String.join(",", fields)).append("\r\n");
  }

  private static String cell(Cell cell) {
    return cell instanceof Cell.Text(String value) ? text(value) : cell.toText();
  }

  private static String text(String value) {
    String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
