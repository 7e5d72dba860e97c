package dev.signalbox.gateway.admin.frame;

/**
 * Cells of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe
 * before it: <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, "CSV
 * Injection"</a>, read 2026-11.
 */
public final class Csv {
  /** What ends a line. */
  public static final String LINE_END = "\r\n";

  private static final String FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";
  private static final String SPECIAL = ",\"\n\r\t";

  private Csv() {}

  /** The cell that holds {@code value}. */
  public static String text(String value) {
    boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
    return quoted(formula ? "'" + value : value);
  }

  static String quoted(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
