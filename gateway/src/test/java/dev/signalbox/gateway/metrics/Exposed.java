package dev.signalbox.gateway.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Figures as Prometheus reads them.
 *
 * @param lines those that are no comments
 */
public record Exposed(List<Line> lines) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([^ ]+)(?: [0-9.]+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** A figure and its labels. */
  public record Line(String name, Map<String, String> labels, double value) {
    private boolean has(String... expected) {
      for (int i = 0; i < expected.length; i += 2) {
        if (!expected[i + 1].equals(labels.get(expected[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * What {@code text} says.
   *
   * @throws AssertionError where a line is not as it must be
   */
  public static Exposed of(String text) {
    List<Line> lines = new ArrayList<>();
    for (String each : text.split("\n", -1)) {
      if (!each.isEmpty() && !each.startsWith("#")) {
        lines.add(line(each));
      }
    }
    return new Exposed(lines);
  }

  private static Line line(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new AssertionError("no figure: " + text);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    String all = line.group(2) == null ? "" : line.group(2);
    Matcher label = LABEL.matcher(all);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
    }
    if (end != all.length()) {
      throw new AssertionError("no labels: " + text);
    }
    return new Line(line.group(1), labels, value(line.group(3)));
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** The names of all figures. */
  public Set<String> names() {
    return lines.stream().map(Line::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The labels that figures of {@code name} have. */
  public Set<String> labelsOf(String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .flatMap(line -> line.labels().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The values of {@code label} wherever there is one. */
  public Set<String> values(String label) {
    return lines.stream()
        .flatMap(line -> line.labels().entrySet().stream())
        .filter(each -> each.getKey().equals(label))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The sum of the figures of {@code name}.
   *
   * @param labels that they have, names and values in turn
   */
  public double sum(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.name().equals(name) && line.has(labels))
        .mapToDouble(Line::value)
        .sum();
  }

  /** Whether there is a figure of {@code name} with these labels, names and values in turn. */
  public boolean has(String name, String... labels) {
    return lines.stream().anyMatch(line -> line.name().equals(name) && line.has(labels));
  }
}
