package dev.signalbox.gateway.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code docs/faults.md}.
 *
 * @param section the letter of the heading it stands under
 * @param provenBy names of tests in code type
 */
record FaultRow(
    char section, String id, String fault, String outcome, String counter, String provenBy) {
  private static final Pattern HEADING = Pattern.compile("## ([A-Z]): \\S.*");
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d\\d) \\|.*");
  private static final int CELLS = 5;

  FaultRow {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a fault without an id");
    }
  }

  /**
   * The rows of the list in their order.
   *
   * @throws IllegalArgumentException when one has not as many cells as the head
   */
  static List<FaultRow> allOf(String list) {
    List<FaultRow> rows = new ArrayList<>();
    char section = ' ';
    for (String line : list.lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        section = heading.group(1).charAt(0);
      } else if (ROW.matcher(line).matches()) {
        rows.add(of(section, line));
      }
    }
    return rows;
  }

  /** The letters of the headings of the list in their order. */
  static List<Character> headingsOf(String list) {
    return list.lines()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> heading.group(1).charAt(0))
        .toList();
  }

  private static FaultRow of(char section, String line) {
    String[] cells = line.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1);
    if (cells.length != CELLS) {
      throw new IllegalArgumentException("%d cells in %s".formatted(cells.length, line));
    }
    return new FaultRow(
        section,
        cells[0].strip(),
        cells[1].strip(),
        cells[2].strip(),
        cells[3].strip(),
        cells[4].strip());
  }

  char group() {
    return id.charAt(0);
  }
}
