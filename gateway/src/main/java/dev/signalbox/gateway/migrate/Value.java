package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One value of a file that is imported. What is of another kind than it must be is refused with its
 * line.
 *
 * @param path where it stands, such as {@code model_list[0].model_name}
 */
record Value(Node node, String path) {
  /** What a key holds that is written without a value. */
  static final String NOTHING = "nothing";

  /** A table whose names are keys of callers, which no report may show. */
  private static final String SECRET_NAMES = "key_map";

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,2})?");

  static Value root(Node.Table table) {
    return new Value(table, "");
  }

  int line() {
    return node.place().line();
  }

  boolean isTable() {
    return node instanceof Node.Table;
  }

  boolean isList() {
    return node instanceof Node.Items;
  }

  boolean isNothing() {
    return node instanceof Node.Other(var kind, _) && kind.equals(NOTHING);
  }

  /** Whether it is a table with a value called {@code name}, be it nothing. */
  boolean has(String name) {
    return node instanceof Node.Table(var entries, _) && entries.containsKey(name);
  }

  /** The value called {@code name}; empty where there is none, or nothing in it. */
  Optional<Value> get(String name) {
    return Optional.ofNullable(entries().get(name)).filter(value -> !value.isNothing());
  }

  Optional<String> textOf(String name) {
    return get(name).map(Value::text);
  }

  /** What is in a table, by name and in order. */
  Map<String, Value> entries() {
    if (!(node instanceof Node.Table(var entries, _))) {
      throw wrong("a table");
    }
    var result = new LinkedHashMap<String, Value>();
    entries.forEach(
        (name, value) ->
            result.put(
                name,
                new Value(
                    value,
                    path.equals(SECRET_NAMES)
                        ? path + "[" + result.size() + "]"
                        : Place.join(path, name))));
    return result;
  }

  /** What is in a list. */
  List<Value> items() {
    if (!(node instanceof Node.Items(var values, _))) {
      throw wrong("a list");
    }
    var result = new ArrayList<Value>();
    for (int index = 0; index < values.size(); index++) {
      result.add(new Value(values.get(index), path + "[" + index + "]"));
    }
    return result;
  }

  /** The items of a list, or the value itself where it stands alone. */
  List<Value> oneOrMore() {
    return isList() ? items() : List.of(this);
  }

  /** What is written, as a text. */
  String text() {
    return switch (node) {
      case Node.Text(_, var value, _) -> value;
      case Node.Whole(var value, _) -> Long.toString(value);
      case Node.Decimal(var value, _) -> BigDecimal.valueOf(value).toPlainString();
      case Node.Flag(var value, _) -> Boolean.toString(value);
      case Node.Items _, Node.Table _, Node.Other _ -> throw wrong("a text");
    };
  }

  List<String> texts() {
    return oneOrMore().stream().map(Value::text).toList();
  }

  /** A number, also one that is written as a text. */
  BigDecimal number() {
    return switch (node) {
      case Node.Whole(var value, _) -> BigDecimal.valueOf(value);
      case Node.Decimal(var value, _) -> BigDecimal.valueOf(value);
      case Node.Text(_, var value, _) -> numberIn(value.strip());
      case Node.Flag _, Node.Items _, Node.Table _, Node.Other _ -> throw wrong("a number");
    };
  }

  private BigDecimal numberIn(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw wrong("a number");
    }
    return new BigDecimal(text);
  }

  boolean flag() {
    return switch (node) {
      case Node.Flag(var value, _) -> value;
      case Node.Text(_, var value, _) when value.equalsIgnoreCase("true") -> true;
      case Node.Text(_, var value, _) when value.equalsIgnoreCase("false") -> false;
      case Node.Text _, Node.Whole _, Node.Decimal _, Node.Items _, Node.Table _, Node.Other _ ->
          throw wrong("true or false");
    };
  }

  /** The values that are told of one by one: texts, numbers, lists of these, and what is empty. */
  List<Value> leaves() {
    return switch (node) {
      case Node.Table(var entries, _) when !entries.isEmpty() ->
          entries().values().stream().flatMap(each -> each.leaves().stream()).toList();
      case Node.Items(var values, _) when values.stream().anyMatch(Value::isContainer) ->
          items().stream().flatMap(each -> each.leaves().stream()).toList();
      case Node.Table _,
          Node.Items _,
          Node.Text _,
          Node.Whole _,
          Node.Decimal _,
          Node.Flag _,
          Node.Other _ ->
          List.of(this);
    };
  }

  private static boolean isContainer(Node node) {
    return node instanceof Node.Table || node instanceof Node.Items;
  }

  ImportRefusal wrong(String allowed) {
    return ImportRefusal.at(
        line(),
        "`%s` must be %s, not %s"
            .formatted(path.isEmpty() ? "the whole" : path, allowed, node.kind()));
  }

  /** The values called one of {@code names} that are there. */
  List<Value> of(String... names) {
    return Stream.of(names).flatMap(name -> get(name).stream()).toList();
  }
}
