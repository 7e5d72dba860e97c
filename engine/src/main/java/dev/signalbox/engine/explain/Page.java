package dev.signalbox.engine.explain;

import java.util.regex.Pattern;

/** Lines of text, none longer than 100 columns. Not shared between threads. */
final class Page {
  private static final int COLUMNS = 100;
  private static final int NAME_COLUMNS = 40;
  private static final int POINT_COLUMNS = 12;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final boolean colour;
  private final StringBuilder text = new StringBuilder();

  /** An empty page; headings are bold if {@code colour}. */
  Page(boolean colour) {
    this.colour = colour;
  }

  void blank() {
    text.append('\n');
  }

  void heading(String heading) {
    String cut = cut(heading, COLUMNS);
    line(colour ? BOLD + cut + PLAIN : cut);
  }

  void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** A name, a number of points to the right of it, and notes. */
  void row(String name, String points, String notes) {
    String start = "  %s %s".formatted(padded(name), right(points));
    line(cut(start + notes, COLUMNS));
  }

  private static String padded(String name) {
    String cut = cut(name, NAME_COLUMNS);
    return cut + " ".repeat(NAME_COLUMNS - cut.length());
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
