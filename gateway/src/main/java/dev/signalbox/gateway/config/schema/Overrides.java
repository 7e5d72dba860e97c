package dev.signalbox.gateway.config.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets keys from environment variables: {@code SIGNALBOX__SERVER__PORT} is {@code server.port}. Two
 * underscores separate; an element of a list is named by its id.
 */
public final class Overrides {
  /** What the name of every such variable starts with. */
  public static final String PREFIX = "SIGNALBOX__";

  private final Section<?> section;
  private final Report report;

  public Overrides(Section<?> section, Report report) {
    this.section = section;
    this.report = report;
  }

  /** The tree with all variables of {@code environment} applied; what names no key is noted. */
  public Node.Table applyTo(Node.Table root, Map<String, String> environment) {
    Node.Table result = root;
    for (var entry : new TreeMap<>(environment).entrySet()) {
      if (entry.getKey().startsWith(PREFIX)) {
        List<String> segments =
            Arrays.asList(entry.getKey().substring(PREFIX.length()).split("__", -1));
        var setting = new Setting(entry.getKey(), entry.getValue());
        result = inSection(section, result, segments, setting);
      }
    }
    return result;
  }

  private Node.Table inSection(
      Section<?> current, Node.Table table, List<String> segments, Setting setting) {
    String wanted = segments.getFirst();
    Optional<Key<?>> key =
        current.keys().stream()
            .filter(
                candidate -> names(candidate).stream().anyMatch(name -> isSpelled(name, wanted)))
            .findFirst();
    if (key.isEmpty()) {
      String name = wanted.toLowerCase(Locale.ROOT);
      Place place = setting.at(Place.join(table.place().path(), name));
      report.say(place, current.unknown(name, place));
      return table;
    }
    // The spelling that the file uses is kept, or the key would be there under two names.
    String name =
        names(key.get()).stream()
            .filter(table.entries()::containsKey)
            .findFirst()
            .orElse(key.get().name());
    String path = Place.join(table.place().path(), name);
    Node old = table.entries().getOrDefault(name, new Node.Table(Map.of(), setting.at(path)));
    return set(key.get().kind(), old, segments.subList(1, segments.size()), setting)
        .map(value -> Trees.with(table, name, value))
        .orElse(table);
  }

  private Optional<Node> set(Kind<?> kind, Node old, List<String> rest, Setting setting) {
    Place place = setting.at(old.place().path());
    if (kind instanceof Kind.Maybe<?>(var inner)) {
      return set(inner, old, rest, setting);
    }
    if (rest.isEmpty()) {
      return Optional.of(setting.nodeFor(kind, place));
    }
    return switch (kind) {
      case Kind.Group<?>(var group) when old instanceof Node.Table table ->
          Optional.of(inSection(group, table, rest, setting));
      case Kind.Entries<?>(_, var value) when old instanceof Node.Table table ->
          Optional.of(entry(value, table, rest, setting));
      case Kind.NamedGroups<?> groups when old instanceof Node.Table table ->
          named(groups, table, rest, setting);
      case Kind.Groups<?> groups when old instanceof Node.Items items ->
          element(groups, items, rest, setting);
      case Kind.Groups<?> _, Kind.NamedGroups<?> _ -> missing(place, rest.getFirst(), List.of());
      case Kind.Group<?> _,
          Kind.Entries<?> _,
          Kind.Scalar<?> _,
          Kind.Many<?> _,
          Kind.Raw _,
          Kind.ScalarOrGroup<?> _,
          Kind.Maybe<?> _ -> {
        report.wrong(place, "must be " + kind.allowed() + ": nothing can be set inside it");
        yield Optional.empty();
      }
    };
  }

  private Node entry(Kind<?> value, Node.Table table, List<String> rest, Setting setting) {
    String wanted = String.join("__", rest);
    String name =
        table.entries().keySet().stream()
            .filter(candidate -> isSpelled(candidate, wanted))
            .findFirst()
            .orElse(wanted.toLowerCase(Locale.ROOT));
    Place place = setting.at(Place.join(table.place().path(), name));
    return Trees.with(table, name, setting.nodeFor(value, place));
  }

  private Optional<Node> named(
      Kind.NamedGroups<?> groups, Node.Table table, List<String> rest, Setting setting) {
    for (var entry : table.entries().entrySet()) {
      if (isSpelled(entry.getKey(), rest.getFirst())
          && entry.getValue() instanceof Node.Table child) {
        Node.Table changed = inside(groups.section(), child, rest, setting);
        return Optional.of(Trees.with(table, entry.getKey(), changed));
      }
    }
    List<String> known =
        groups.names().secret() ? List.of() : List.copyOf(table.entries().keySet());
    return missing(setting.at(table.place().path()), rest.getFirst(), known);
  }

  private Optional<Node> element(
      Kind.Groups<?> groups, Node.Items items, List<String> rest, Setting setting) {
    var known = new ArrayList<String>();
    for (int index = 0; index < items.values().size(); index++) {
      if (items.values().get(index) instanceof Node.Table table
          && table.entries().get(groups.identifier()) instanceof Node.Text(var id, _, _)) {
        known.add(id);
        if (isSpelled(id, rest.getFirst())) {
          var values = new ArrayList<>(items.values());
          values.set(index, inside(groups.section(), table, rest, setting));
          return Optional.of(new Node.Items(values, items.place()));
        }
      }
    }
    return missing(setting.at(items.place().path()), rest.getFirst(), known);
  }

  private Node.Table inside(
      Section<?> inner, Node.Table table, List<String> rest, Setting setting) {
    if (rest.size() > 1) {
      return inSection(inner, table, rest.subList(1, rest.size()), setting);
    }
    report.wrong(
        setting.at(table.place().path()),
        "must name a key of the table as well: " + Place.listed(inner.names()));
    return table;
  }

  private Optional<Node> missing(Place place, String wanted, List<String> known) {
    String name = wanted.toLowerCase(Locale.ROOT);
    report.say(
        place,
        "`%s` has no entry `%s`, which %s sets%s"
            .formatted(place.path(), name, place.where(), Reading.hint(name, known)));
    return Optional.empty();
  }

  private static boolean isSpelled(String name, String wanted) {
    return Place.variableSegment(name).equals(wanted.toUpperCase(Locale.ROOT));
  }

  private static List<String> names(Key<?> key) {
    var names = new ArrayList<String>();
    names.add(key.name());
    names.addAll(key.aliases());
    return names;
  }

  /** One variable of the environment. */
  private record Setting(String variable, String value) {
    Place at(String path) {
      return Place.environment(variable, path);
    }

    /** The value as the file would have written it for {@code kind}. */
    Node nodeFor(Kind<?> kind, Place place) {
      Node.Text text = new Node.Text(value, value, place);
      return switch (kind) {
        case Kind.Scalar<?>(_, var form, _, _) -> scalar(form, place);
        case Kind.Maybe<?>(var inner) -> nodeFor(inner, place);
        case Kind.Many<?> many -> value.strip().startsWith("[") ? toml(text) : split(many, place);
        case Kind.Entries<?> _,
            Kind.Group<?> _,
            Kind.Groups<?> _,
            Kind.NamedGroups<?> _,
            Kind.Raw _,
            Kind.ScalarOrGroup<?> _ ->
            toml(text);
      };
    }

    private Node scalar(Form form, Place place) {
      Node.Text text = new Node.Text(value, value, place);
      return switch (form) {
        case TEXT, SECRET -> text;
        case WHOLE ->
            value.matches("[+-]?[0-9]{1,18}") ? new Node.Whole(Long.parseLong(value), place) : text;
        case DECIMAL -> decimal(text);
        case FLAG ->
            value.equals("true") || value.equals("false")
                ? new Node.Flag(value.equals("true"), place)
                : text;
      };
    }

    private static Node decimal(Node.Text text) {
      return text.value().matches("[+-]?[0-9]{1,18}([.][0-9]{1,18})?")
          ? new Node.Decimal(Double.parseDouble(text.value()), text.place())
          : text;
    }

    private Node split(Kind.Many<?> many, Place place) {
      List<Node> parts =
          Arrays.stream(value.split(",", -1))
              .map(part -> new Setting(variable, part.strip()).nodeFor(many.element(), place))
              .toList();
      return new Node.Items(parts, place);
    }

    private Node toml(Node.Text text) {
      Optional<Node.Table> parsed = TomlTree.parse(variable, "value = " + value, new Report());
      return parsed
          .map(table -> table.entries().get("value"))
          .map(node -> Trees.moved(node, old -> text.place()))
          .orElse(text);
    }
  }
}
