package dev.signalbox.gateway.config.schema;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rewrites trees of values. */
public final class Trees {
  private Trees() {}

  /** The tree with every text replaced. */
  static Node mapTexts(Node node, UnaryOperator<Node.Text> change) {
    return switch (node) {
      case Node.Text text -> change.apply(text);
      case Node.Items(var values, var place) ->
          new Node.Items(values.stream().map(value -> mapTexts(value, change)).toList(), place);
      case Node.Table table -> mapTexts(table, change);
      case Node.Whole _, Node.Decimal _, Node.Flag _, Node.Other _ -> node;
    };
  }

  static Node.Table mapTexts(Node.Table table, UnaryOperator<Node.Text> change) {
    var entries = new LinkedHashMap<String, Node>();
    table.entries().forEach((name, value) -> entries.put(name, mapTexts(value, change)));
    return new Node.Table(entries, table.place());
  }

  /** The table with one entry set. */
  static Node.Table with(Node.Table table, String name, Node value) {
    var entries = new LinkedHashMap<>(table.entries());
    entries.put(name, value);
    return new Node.Table(entries, table.place());
  }

  /** The table with {@code key} of its table {@code section} set. */
  public static Node.Table set(Node.Table root, String section, String key, Node value) {
    Place place = new Place("", 0, Place.join(root.place().path(), section));
    Node.Table inner =
        root.entries().get(section) instanceof Node.Table table
            ? table
            : new Node.Table(Map.of(), place);
    return with(root, section, with(inner, key, value));
  }

  /**
   * The tree of {@code root} in which the entries of every table whose names are secret are
   * numbered in their paths, so that no message shows a name.
   */
  public static Node.Table hideNames(Node.Table root, Section<?> section) {
    Node.Table result = root;
    for (Key<?> key : section.keys()) {
      if (key.kind() instanceof Kind.NamedGroups<?> groups
          && groups.names().secret()
          && root.entries().get(key.name()) instanceof Node.Table table) {
        result = with(result, key.name(), numbered(table));
      }
    }
    return result;
  }

  private static Node.Table numbered(Node.Table table) {
    var entries = new LinkedHashMap<String, Node>();
    table
        .entries()
        .forEach(
            (name, value) -> {
              String path = table.place().path() + "[" + entries.size() + "]";
              int length = value.place().path().length();
              entries.put(
                  name,
                  moved(
                      value,
                      old ->
                          new Place(
                              old.source(), old.line(), path + old.path().substring(length))));
            });
    return new Node.Table(entries, table.place());
  }

  /** The tree with every place replaced. */
  static Node moved(Node node, UnaryOperator<Place> change) {
    Place place = change.apply(node.place());
    return switch (node) {
      case Node.Text(var raw, var value, _) -> new Node.Text(raw, value, place);
      case Node.Whole(var value, _) -> new Node.Whole(value, place);
      case Node.Decimal(var value, _) -> new Node.Decimal(value, place);
      case Node.Flag(var value, _) -> new Node.Flag(value, place);
      case Node.Other(var kind, _) -> new Node.Other(kind, place);
      case Node.Items(var values, _) ->
          new Node.Items(values.stream().map(value -> moved(value, change)).toList(), place);
      case Node.Table(var entries, _) -> {
        var changed = new LinkedHashMap<String, Node>();
        entries.forEach((name, value) -> changed.put(name, moved(value, change)));
        yield new Node.Table(changed, place);
      }
    };
  }

  /** The place of every path of the tree; the first when a path is there twice. */
  public static Map<String, Place> places(Node.Table root) {
    var places = new HashMap<String, Place>();
    addPlaces(root, places);
    return Map.copyOf(places);
  }

  private static void addPlaces(Node node, Map<String, Place> places) {
    places.putIfAbsent(node.place().path(), node.place());
    switch (node) {
      case Node.Items(var values, _) -> values.forEach(value -> addPlaces(value, places));
      case Node.Table(var entries, _) ->
          entries.values().forEach(value -> addPlaces(value, places));
      case Node.Text _, Node.Whole _, Node.Decimal _, Node.Flag _, Node.Other _ -> {}
    }
  }
}
