package dev.signalbox.engine.explain;

import java.util.regex.Pattern;

/** Lines of text, none longer than 100 columns. Not shared between threads. */
final class Page {
  private static final int COLUMNS = 100;
  private static final int MOST_NAME_COLUMNS = 40;
  private static final int POINT_COLUMNS = 12;
  private static final int INDENT = 2;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final boolean colour;
  private final int nameColumns;
  private final StringBuilder text = new StringBuilder();

  /**
   * An empty page.
   *
   * @param colour whether headings are bold
   * @param longestName characters of the longest name in a row
   */
  Page(boolean colour, int longestName) {
    this.colour = colour;
    this.nameColumns = Math.min(MOST_NAME_COLUMNS, longestName);
  }

  void blank() {
    text.append('\n');
  }

  void heading(String heading) {
    String cut = cut(heading, COLUMNS);
    line(colour ? BOLD + cut.stripTrailing() + PLAIN : cut);
  }

  void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** A name, a number of points to the right of it, and notes. */
  void row(String name, String points, String notes) {
    String start = "  %s %s".formatted(padded(name, nameColumns), right(points));
    line(cut(start + notes, COLUMNS));
  }

  /** A heading with the name of the column of points. */
  void headingOfPoints(String heading) {
    heading("%s %s".formatted(padded(heading, nameColumns + INDENT), right("points")));
  }

  private static String padded(String name, int columns) {
    String cut = cut(name, columns);
    return cut + " ".repeat(columns - cut.length());
  }

  private static String right(String points) {
    return " ".repeat(Math.max(0, POINT_COLUMNS - points.length())) + points;
  }

  /** Words behind {@code lead}, later lines below the first word. */
  void wrapped(String lead, String words) {
    StringBuilder line = new StringBuilder(lead);
    boolean empty = true;
    for (String word : words.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        line(line.toString());
        line.setLength(0);
        line.append(" ".repeat(lead.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(cut(word, COLUMNS - lead.length()));
      empty = false;
    }
    line(line.toString());
  }

  /** At most so many characters, none of them one that steers the terminal. */
  private static String cut(String words, int most) {
    String harmless = CONTROL.matcher(words).replaceAll("?");
    return harmless.length() <= most ? harmless : harmless.substring(0, most - 1) + "…";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
