package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.SecretPlaces;
import dev.signalbox.gateway.config.schema.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All keys of a configuration with what holds for each, one by one and without secrets. */
public final class EffectiveConfig {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private EffectiveConfig() {}

  /** Where a value comes from. */
  public enum Source {
    FILE,
    ENVIRONMENT,
    COMMAND_LINE,
    DEFAULT
  }

  /**
   * A key and its value.
   *
   * @param key as one writes it, such as {@code providers.openai.enabled}
   * @param value with a mark in the place of a secret, and with variables as they are written
   * @param plain all of it, for nobody's eyes: tells whether secrets are the same
   * @param source where it comes from
   * @param variable the environment variable that sets it
   */
  public record Entry(
      String key, JsonNode value, String plain, Source source, Optional<String> variable) {
    /** The section or key at the top of the file that it belongs to. */
    public String top() {
      int end = 0;
      while (end < key.length() && key.charAt(end) != '.' && key.charAt(end) != '[') {
        end++;
      }
      return key.substring(0, end);
    }

    /** Without what is secret of it. */
    @Override
    public String toString() {
      return "Entry[" + key + "]";
    }
  }

  /** A key that two configurations have otherwise; null where one does not have it. */
  public record Difference(String key, JsonNode before, JsonNode after) {}

  /** What holds where {@code written} is all there is. */
  public static List<Entry> of(LoadedConfig.Written written) {
    EffectiveConfig config = new EffectiveConfig();
    config.section(GatewayKeys.SECTION, written.tree());
    return List.copyOf(config.entries.values());
  }

  /** What is another in {@code after} than in {@code before}, in the order of the keys. */
  public static List<Difference> between(List<Entry> before, List<Entry> after) {
    Map<String, Entry> old = byKey(before);
    Map<String, Entry> other = byKey(after);
    Map<String, Entry> all = new LinkedHashMap<>(old);
    other.forEach(all::putIfAbsent);
    List<Difference> differences = new ArrayList<>();
    for (String key : all.keySet()) {
      Optional<Entry> was = Optional.ofNullable(old.get(key));
      Optional<Entry> is = Optional.ofNullable(other.get(key));
      if (!was.map(Entry::plain).equals(is.map(Entry::plain))) {
        differences.add(
            new Difference(
                key,
                was.map(Entry::value).orElseGet(JSON::nullNode),
                is.map(Entry::value).orElseGet(JSON::nullNode)));
      }
    }
    return differences;
  }

  private static Map<String, Entry> byKey(List<Entry> entries) {
    Map<String, Entry> byKey = new LinkedHashMap<>();
    entries.forEach(each -> byKey.put(each.key(), each));
    return byKey;
  }

  private void section(Section<?> section, Node.Table table) {
    for (Key<?> key : section.keys()) {
      Stream.concat(Stream.of(key.name()), key.aliases().stream())
          .map(table.entries()::get)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresentOrElse(
              node -> put(key.kind(), node),
              () -> putDefault(key, Place.join(table.place().path(), key.name())));
    }
  }

  private void put(Kind<?> kind, Node node) {
    switch (kind) {
      case Kind.Maybe<?>(var inner) -> put(inner, node);
      case Kind.Group<?>(var section) when node instanceof Node.Table table ->
          section(section, table);
      case Kind.ScalarOrGroup<?>(_, var section) when node instanceof Node.Table table ->
          section(section, table);
      case Kind.NamedGroups<?>(_, var section) when node instanceof Node.Table table ->
          table.entries().values().forEach(each -> put(new Kind.Group<>(section), each));
      case Kind.Entries<?>(_, var value) when node instanceof Node.Table table ->
          table.entries().values().forEach(each -> put(value, each));
      case Kind.Groups<?> groups when node instanceof Node.Items items ->
          items.values().forEach(each -> put(new Kind.Group<>(groups.section()), each));
      case Kind.Many<?> many when node instanceof Node.Items items -> putList(many, items);
      case Kind.Scalar<?> _,
          Kind.Raw _,
          Kind.Many<?> _,
          Kind.Group<?> _,
          Kind.Groups<?> _,
          Kind.NamedGroups<?> _,
          Kind.Entries<?> _,
          Kind.ScalarOrGroup<?> _ ->
          putValue(node, SecretPlaces.isSecretText(kind));
    }
  }

  /** A list of single values is one value; one of tables has each of its own. */
  private void putList(Kind.Many<?> many, Node.Items items) {
    boolean tables = items.values().stream().anyMatch(Node.Table.class::isInstance);
    if (tables) {
      items.values().forEach(each -> put(many.element(), each));
    } else {
      putValue(items, SecretPlaces.isSecretText(many));
    }
  }

  private void putValue(Node node, boolean secret) {
    Place place = node.place();
    Source source =
        place.line() > 0
            ? Source.FILE
            : place.variable().isPresent() ? Source.ENVIRONMENT : Source.COMMAND_LINE;
    entries.putIfAbsent(
        place.path(),
        new Entry(
            place.path(),
            json(node, secret),
            json(node, false).toString(),
            source,
            place.variable()));
  }

  private static JsonNode json(Node node, boolean secret) {
    return switch (node) {
      case Node.Text(var raw, _, _) -> JSON.textNode(secret ? MaskedText.mask(raw) : raw);
      case Node.Whole(var value, _) -> JSON.numberNode(value);
      case Node.Decimal(var value, _) -> JSON.numberNode(value);
      case Node.Flag(var value, _) -> JSON.booleanNode(value);
      case Node.Other(var kind, _) -> JSON.textNode(kind);
      case Node.Items(var values, _) -> {
        ArrayNode all = JSON.arrayNode();
        values.forEach(each -> all.add(json(each, secret)));
        yield all;
      }
      case Node.Table(var inner, _) -> {
        ObjectNode all = JSON.objectNode();
        inner.forEach((name, each) -> all.set(name, json(each, secret)));
        yield all;
      }
    };
  }

  private void putDefault(Key<?> key, String path) {
    if (key.kind() instanceof Kind.Group<?>(var section)) {
      section(section, new Node.Table(Map.of(), new Place("defaults", 0, path)));
      return;
    }
    key.fallback()
        .flatMap(value -> DefaultJson.of(key, value))
        .ifPresent(
            json ->
                entries.put(
                    path,
                    new Entry(path, json, json.toString(), Source.DEFAULT, Optional.empty())));
  }
}
