import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows that come from the benches of parts of the gateway: what those printed is read. */
final class OtherBenches {
  private static final Pattern RECORDS = Pattern.compile("^([\\d,]+) records, .*");
  private static final Pattern OVERVIEW =
      Pattern.compile("^(overview.*?) {2,}([\\d.]+) +([\\d.]+) +([\\d.]+) +\\d+$");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "^asked ([\\d,]+) records/s: written at ([\\d,]+) .* waiting ([\\d,]+) of ([\\d,]+);"
              + " lost ([\\d,]+)$");

  /** Records from which on an overview may take longer. */
  private static final long MANY = 10_000_000;

  private final Path work;
  private final Table table;

  OtherBenches(Settings settings, Table table) {
    this.work = settings.path("work");
    this.table = table;
  }

  /** Reads the outputs that are there. */
  void read() throws IOException {
    for (String line : lines("decide")) {
      readDecision(line);
    }
    readWriting(lines("store"));
    readOverview(lines("portal"));
    readOverview(lines("portal-big"));
  }

  private List<String> lines(String name) throws IOException {
    Path file = work.resolve(name + ".out");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** A line of JMH: name, cards, whether something was learnt, mode, count, score, unit. */
  private void readDecision(String line) {
    String[] columns = line.trim().split("\\s+");
    boolean explained = columns[0].endsWith(".explain:p0.50");
    if (!(explained || columns[0].endsWith(".decide:p0.50")) || !columns[1].equals("150")) {
      return;
    }
    boolean learnt = columns[2].equals("true");
    table.figure(
        "one routing decision, 150 cards, %s%s, µs"
            .formatted(
                learnt ? "learnt" : "by cards alone", explained ? ", its explanation made" : ""),
        OptionalDouble.of(Double.parseDouble(columns[columns.length - 2])),
        Goal.atMost(20, 8));
  }

  /** The highest rate that was asked and kept, with the queue never above half. */
  private void readWriting(List<String> lines) {
    double kept = 0;
    boolean asked = false;
    for (String line : lines) {
      Matcher matcher = WRITTEN.matcher(line);
      if (matcher.matches()) {
        asked = true;
        boolean held =
            number(matcher.group(2)) >= number(matcher.group(1)) * 0.99
                && number(matcher.group(3)) <= number(matcher.group(4)) / 2
                && number(matcher.group(5)) == 0;
        kept = held ? Math.max(kept, number(matcher.group(1))) : kept;
      }
    }
    if (asked) {
      table.figure(
          "records stored a second, queue below half",
          OptionalDouble.of(kept),
          Goal.atLeast(20_000, 50_000));
    }
  }

  private void readOverview(List<String> lines) {
    String records = "";
    for (String line : lines) {
      Matcher count = RECORDS.matcher(line);
      Matcher overview = OVERVIEW.matcher(line);
      if (count.matches()) {
        records = count.group(1);
      } else if (overview.matches()) {
        table.figure(
            "portal, %s records: %s, p95 ms".formatted(records, overview.group(1)),
            OptionalDouble.of(Double.parseDouble(overview.group(4))),
            Goal.atMost(number(records) >= MANY ? 500 : 150));
      }
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }
}
