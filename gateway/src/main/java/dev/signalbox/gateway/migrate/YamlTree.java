package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one document of YAML into a tree of values that know their lines. What stands for another
 * value ({@code *name}) counts as often as it is written, so that a small file cannot become a
 * large tree.
 */
final class YamlTree {
  private static final String MERGE = "<<";

  private final String source;
  private final Iterator<Event> events;
  private final Map<Anchor, Sized> anchors = new HashMap<>();
  private long values;

  /** A value and how many it holds, itself included. */
  private record Sized(Node node, long values) {}

  private YamlTree(String source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  /**
   * The tree of {@code text}.
   *
   * @param source the file's name
   * @throws ImportRefusal where it is no YAML, or more than the bounds allow
   */
  static Node.Table parse(String source, String text) {
    Bounds.checkLength(text);
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(Bounds.MOST_CHARACTERS).build();
    try {
      return new YamlTree(source, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw ImportRefusal.at(line, "this is no YAML: " + reason(broken));
    } catch (YamlEngineException _) {
      throw new ImportRefusal("it is no YAML");
    }
  }

  /** The library's reason where it is short, as long ones quote the text. */
  private static String reason(MarkedYamlEngineException broken) {
    return Optional.ofNullable(broken.getProblem())
        .filter(problem -> problem.length() <= 80 && !problem.contains("\n"))
        .orElse("it breaks off, or is indented otherwise than what is around it");
  }

  private Node.Table document() {
    List<Node> documents = new ArrayList<>();
    while (events.hasNext()) {
      switch (events.next()) {
        case StreamStartEvent _, DocumentStartEvent _, DocumentEndEvent _, StreamEndEvent _ -> {}
        case Event first -> documents.add(node(first, 0));
      }
    }
    if (documents.size() == 1 && documents.getFirst() instanceof Node.Table table) {
      return table;
    }
    throw ImportRefusal.at(
        documents.isEmpty() ? 0 : documents.getLast().place().line(),
        "there must be one document, a table of keys");
  }

  private Node node(Event event, int depth) {
    long before = values;
    values++;
    Bounds.checkValues(values, line(event));
    Bounds.checkDepth(depth, line(event));
    return switch (event) {
      case ScalarEvent scalar -> named(scalar.getAnchor(), scalar(scalar), before);
      case SequenceStartEvent start -> named(start.getAnchor(), items(start, depth), before);
      case MappingStartEvent start -> named(start.getAnchor(), table(start, depth), before);
      case AliasEvent alias -> repeated(alias);
      default -> throw ImportRefusal.at(line(event), "a value is missing");
    };
  }

  private Node named(Optional<Anchor> anchor, Node node, long before) {
    anchor.ifPresent(name -> anchors.put(name, new Sized(node, values - before)));
    return node;
  }

  private Node repeated(AliasEvent alias) {
    Sized meant = anchors.get(alias.getAlias());
    if (meant == null) {
      throw ImportRefusal.at(
          line(alias), "`*%s` stands for nothing above it".formatted(alias.getAlias().getValue()));
    }
    values += meant.values();
    Bounds.checkValues(values, line(alias));
    return meant.node();
  }

  private Node items(SequenceStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (!(event instanceof SequenceEndEvent)) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new Node.Items(items, place(line(start)));
  }

  private Node table(MappingStartEvent start, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    List<Node> merged = new ArrayList<>();
    Event event = events.next();
    while (!(event instanceof MappingEndEvent)) {
      if (!(event instanceof ScalarEvent key)) {
        throw ImportRefusal.at(line(event), "a key must be a text on one line");
      }
      Node value = onLine(node(events.next(), depth + 1), line(key));
      if (key.isPlain() && key.getValue().equals(MERGE)) {
        merged.add(value);
      } else if (entries.put(key.getValue(), value) != null) {
        throw ImportRefusal.at(
            line(key), "the key `%s` is written twice".formatted(key.getValue()));
      }
      event = events.next();
    }
    merged.forEach(value -> merge(value, entries));
    return new Node.Table(entries, place(line(start)));
  }

  /** Adds what {@code <<} brings and the table does not say itself. */
  private static void merge(Node value, Map<String, Node> entries) {
    switch (value) {
      case Node.Table(var more, _) -> more.forEach(entries::putIfAbsent);
      case Node.Items(var tables, _) -> tables.forEach(table -> merge(table, entries));
      case Node.Text _, Node.Whole _, Node.Decimal _, Node.Flag _, Node.Other _ ->
          throw ImportRefusal.at(value.place().line(), "`<<` must name a table or a list of these");
    }
  }

  /** Told of on the line of its key, though it may begin below, or be that of another. */
  private Node onLine(Node node, int line) {
    Place place = place(line);
    return switch (node) {
      case Node.Text(var raw, var value, _) -> new Node.Text(raw, value, place);
      case Node.Whole(var value, _) -> new Node.Whole(value, place);
      case Node.Decimal(var value, _) -> new Node.Decimal(value, place);
      case Node.Flag(var value, _) -> new Node.Flag(value, place);
      case Node.Other(var kind, _) -> new Node.Other(kind, place);
      case Node.Items(var items, _) -> new Node.Items(items, place);
      case Node.Table(var entries, _) -> new Node.Table(entries, place);
    };
  }

  private Node scalar(ScalarEvent event) {
    Place place = place(line(event));
    String value = event.getValue();
    return event.isPlain() && event.getTag().isEmpty()
        ? YamlScalar.of(value, place)
        : new Node.Text(value, value, place);
  }

  private Place place(int line) {
    return new Place(source, line, "");
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }
}
