import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of a run, and the details that stand below it. */
final class Table {
  private final List<String> rows = new ArrayList<>();
  private final List<String> details = new ArrayList<>();

  /**
   * Adds a row whose ratio, the gateway's figure divided by that of nginx, counts. One that is not
   * above 0 is noise, and the row void.
   */
  void ratio(String measure, OptionalDouble nginx, OptionalDouble gateway, Goal goal) {
    OptionalDouble ratio =
        nginx.orElse(0) > 0 && gateway.orElse(0) > 0
            ? OptionalDouble.of(gateway.getAsDouble() / nginx.getAsDouble())
            : OptionalDouble.empty();
    String said = ratio.isPresent() ? number("%.2f", ratio.getAsDouble()) : "void";
    row(measure, shown(nginx), shown(gateway), said, goal, ratio);
  }

  /** Adds a row whose figure counts by itself; that of nginx, if any, informs. */
  void figure(String measure, OptionalDouble nginx, OptionalDouble gateway, Goal goal) {
    row(measure, nginx.isPresent() ? shown(nginx) : "", shown(gateway), "", goal, gateway);
  }

  /** Adds a row whose figure nginx has nothing like. */
  void figure(String measure, OptionalDouble gateway, Goal goal) {
    figure(measure, OptionalDouble.empty(), gateway, goal);
  }

  /** Adds a line below the table; lines that follow one another stay together. */
  void detail(String line) {
    details.add(line);
  }

  /** Moves the rows to the end of {@code table} and the details to that of {@code below}. */
  void moveTo(Path folder) throws IOException {
    append(folder.resolve("table"), rows);
    append(folder.resolve("below"), details);
    rows.clear();
    details.clear();
  }

  /** A figure as the table shows it: three digits, unless it is a whole number. */
  static String shown(OptionalDouble figure) {
    if (figure.isEmpty()) {
      return "void";
    }
    double value = figure.getAsDouble();
    double size = Math.abs(value);
    return number(
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private void row(
      String measure,
      String nginx,
      String gateway,
      String ratio,
      Goal goal,
      OptionalDouble counted) {
    rows.add(
        "| %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                measure, nginx, gateway, ratio, goal.reach(), goal.aim(), goal.mark(counted)));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void append(Path file, List<String> lines) throws IOException {
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
