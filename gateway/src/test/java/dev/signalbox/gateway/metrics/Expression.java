package dev.signalbox.gateway.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of PromQL: what is read of which labels, and what results are grouped
 * by.
 *
 * @param series labels that are asked for, by the name of the series
 * @param groups labels of {@code by}, {@code without}, {@code on} and the like
 */
public record Expression(Map<String, Set<String>> series, Set<String> groups) {
  /** What Prometheus puts on everything that it reads. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  /** What Prometheus makes itself. */
  private static final Set<String> OWN = Set.of("up");

  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern GROUP =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SERIES =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\(|\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=|!)");

  /** The names in {@code text}. */
  public static Expression of(String text) {
    String plain = TEXT.matcher(text).replaceAll("\"\"").replaceAll("\\[[^]]*]", " ");
    Set<String> groups = new TreeSet<>();
    Matcher group = GROUP.matcher(plain);
    while (group.find()) {
      for (String label : group.group(1).split(",", -1)) {
        groups.add(label.strip());
      }
    }
    groups.remove("");
    Map<String, Set<String>> series = new LinkedHashMap<>();
    Matcher each = SERIES.matcher(group.replaceAll(" "));
    while (each.find()) {
      boolean function = "(".equals(each.group(2));
      if (!function && !WORDS.contains(each.group(1))) {
        series
            .computeIfAbsent(each.group(1), _ -> new TreeSet<>())
            .addAll(labels(each.group(3) == null ? "" : each.group(3)));
      }
    }
    return new Expression(series, groups);
  }

  private static List<String> labels(String matchers) {
    return MATCHER.matcher(matchers).results().map(found -> found.group(1)).toList();
  }

  /** What of it {@code exposed} does not have, a sentence each. */
  public List<String> missing(Exposed exposed) {
    List<String> missing = new ArrayList<>();
    Set<String> known = new TreeSet<>(ADDED);
    series.forEach(
        (name, labels) -> {
          Set<String> there = exposed.labelsOf(name);
          if (!OWN.contains(name) && !exposed.names().contains(name)) {
            missing.add("no series `%s`".formatted(name));
          }
          known.addAll(there);
          labels.stream()
              .filter(label -> !ADDED.contains(label) && !there.contains(label))
              .forEach(label -> missing.add("no label `%s` of `%s`".formatted(label, name)));
        });
    groups.stream()
        .filter(label -> !known.contains(label))
        .forEach(label -> missing.add("no label `%s` of any series of it".formatted(label)));
    return missing;
  }
}
