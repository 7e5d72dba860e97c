package dev.signalbox.gateway.config.schema;

import dev.signalbox.engine.text.NearMatch;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the kinds of lists and tables share when they read. */
final class Reading {
  /** Longest text shown in a message, in UTF-16 units. */
  private static final int MOST_SHOWN = 40;

  private Reading() {}

  /** All elements, or empty when one of them is wrong; every one is read. */
  static <T> Optional<List<T>> all(List<Node> nodes, Kind<T> element, Report report) {
    List<Optional<T>> values = nodes.stream().map(node -> element.read(node, report)).toList();
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }

  /** The entries of a table with free names, or empty when one of them is wrong. */
  static <T> Optional<Map<String, T>> named(
      Node node, Report report, Names names, BiFunction<String, Node, Optional<T>> reader) {
    if (!(node instanceof Node.Table(var entries, var place))) {
      report.wrong(node.place(), "must be a table, not " + node.kind());
      return Optional.empty();
    }
    if (tooMany(entries.size(), names.most(), place, report)) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, T>();
    entries.forEach(
        (name, child) -> {
          if (names.pattern().matcher(name).matches()) {
            reader.apply(name, child).ifPresent(value -> values.put(name, value));
          } else {
            report.wrong(child.place(), "has a name that must be " + names.allowed());
          }
        });
    return values.size() == entries.size()
        ? Optional.of(Collections.unmodifiableMap(values))
        : Optional.empty();
  }

  static boolean tooMany(int count, int most, Place place, Report report) {
    if (count > most) {
      report.wrong(place, "must have at most " + most + " entries, not " + count);
    }
    return count > most;
  }

  /** Notes elements whose {@code identifier} another element already has. */
  static void checkUnique(List<Node> nodes, String identifier, Report report) {
    var seen = new HashMap<String, Place>();
    for (Node node : nodes) {
      if (node instanceof Node.Table table
          && table.entries().get(identifier) instanceof Node.Text(_, var value, var place)) {
        Place first = seen.putIfAbsent(value, place);
        if (first != null) {
          report.wrong(
              place,
              "must be unique: `"
                  + value
                  + "` is already"
                  + (first.at().isEmpty() ? " there" : first.at()));
        }
      }
    }
  }

  /** How a message goes on after what is allowed: what is there instead, and a near match. */
  static String shown(Kind.Scalar<?> kind, Node node) {
    if (kind.form() == Form.SECRET) {
      return node instanceof Node.Text text ? emptyVariable(text) : ", not " + node.kind();
    }
    return switch (node) {
      case Node.Text(var raw, _, _) when raw.length() <= MOST_SHOWN && isPlain(raw) ->
          ", not "
              + (raw.isEmpty()
                  ? "an empty text"
                  : (kind.form() == Form.TEXT ? "" : "the text ") + "`" + raw + "`")
              + hint(raw, kind.choices());
      case Node.Whole(var value, _) -> ", not `" + value + "`";
      case Node.Flag(var value, _) -> ", not `" + value + "`";
      case Node.Decimal(var value, _) when kind.form() == Form.DECIMAL -> ", not `" + value + "`";
      case Node.Text _, Node.Decimal _, Node.Other _, Node.Items _, Node.Table _ ->
          kind.form() == Form.TEXT && node instanceof Node.Text ? "" : ", not " + node.kind();
    };
  }

  /** How a message about an unknown name ends: {@code ; did you mean `x`?}, or not at all. */
  static String hint(String name, Collection<String> known) {
    return NearMatch.question(name, known).map(question -> "; " + question).orElse("");
  }

  private static boolean isPlain(String raw) {
    return raw.chars().noneMatch(Character::isISOControl);
  }

  private static String emptyVariable(Node.Text text) {
    return text.value().isBlank() && text.raw().startsWith("${") && text.raw().endsWith("}")
        ? "; the environment variable `"
            + text.raw().substring(2, text.raw().length() - 1)
            + "` is set but empty"
        : text.value().isBlank() ? ", not an empty text" : "";
  }
}
