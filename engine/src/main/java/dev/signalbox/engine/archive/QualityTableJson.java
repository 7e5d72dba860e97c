package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.text.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What signals taught as sections of stored JSON, one entry for each row and for the clusters of
 * each deployment. A part is an array: name, value, deviation, weight, and when its newest evidence
 * was observed. A table of which nothing is said is empty.
 */
final class QualityTableJson {
  private static final String ROWS = "rows";
  private static final String GENERAL = "general";
  private static final String CLUSTERS = "clusters";
  private static final String LEARNED = "learned";
  private static final String PARTS = "parts";
  private static final Comparator<Target> BY_NAME = Comparator.comparing(Target::toString);

  private QualityTableJson() {}

  /** Puts the sections of {@code table} into {@code node}. */
  static void put(QualityTable table, ObjectNode node) {
    if (table.isEmpty()) {
      return;
    }
    ObjectNode rows = node.putObject(ROWS);
    Map<String, ObjectNode> sorted = new TreeMap<>();
    table
        .rows()
        .forEach(
            (key, row) ->
                sorted.put(
                    nameOf(key), row(row).put("project", key.project()).put("task", key.task())));
    rows.setAll(sorted);
    Map<String, ObjectNode> general = new TreeMap<>();
    table.general().forEach((family, row) -> general.put(family.id(), row(row)));
    node.putObject(GENERAL).setAll(general);
    ObjectNode clusters = node.putObject(CLUSTERS);
    sorted(table.clusters())
        .forEach((target, parts) -> clusters.set(target.toString(), parts(parts)));
  }

  /** A name that no other key has. */
  private static String nameOf(QualityTable.Key key) {
    return key.project().length() + ":" + key.project() + key.task();
  }

  private static <T> Map<Target, T> sorted(Map<Target, T> map) {
    Map<Target, T> sorted = new TreeMap<>(BY_NAME);
    sorted.putAll(map);
    return sorted;
  }

  private static ObjectNode row(QualityTable.Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("part", part(row.task()));
    node.put(CLUSTERS, row.clusters());
    ObjectNode learned = node.putObject(LEARNED);
    sorted(row.learned())
        .forEach(
            (target, known) ->
                learned
                    .putObject(target.toString())
                    .put("sd", known.sd())
                    .put("n_milli", known.effectiveSamplesMilli())
                    .set(PARTS, parts(known.parts())));
    return node;
  }

  private static ArrayNode parts(List<Quality.Part> parts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    parts.forEach(part -> array.add(part(part)));
    return array;
  }

  /** One part. */
  static ArrayNode part(Quality.Part part) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add(part.name())
        .add(part.value())
        .add(part.sd())
        .add(part.nMilli())
        .add(part.newestAtMillis());
  }

  /** The table of a quality part. */
  static QualityTable read(JsonNode stored) {
    Map<QualityTable.Key, QualityTable.Row> rows = new HashMap<>();
    for (JsonNode row : stored.path(ROWS)) {
      Fields fields = Fields.of(row, "a row");
      rows.put(
          new QualityTable.Key(
              fields.required("project", fields.text("project")),
              fields.required("task", fields.text("task"))),
          row(row));
    }
    Map<TaskFamily, QualityTable.Row> general = new EnumMap<>(TaskFamily.class);
    for (TaskFamily family : TaskFamily.values()) {
      if (stored.path(GENERAL).has(family.id())) {
        general.put(family, row(stored.path(GENERAL).path(family.id())));
      }
    }
    return QualityTable.of(rows, general, byTarget(stored.path(CLUSTERS), QualityTableJson::parts));
  }

  private static QualityTable.Row row(JsonNode node) {
    return new QualityTable.Row(
        part(node.path("part")),
        byTarget(
            node.path(LEARNED),
            known ->
                new QualityTable.Learned(
                    parts(known.path(PARTS)),
                    known.path("sd").asLong(),
                    known.path("n_milli").asLong())),
        node.path(CLUSTERS).asBoolean());
  }

  private static <T> Map<Target, T> byTarget(JsonNode node, Function<JsonNode, T> value) {
    Map<Target, T> map = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      int slash = name.indexOf('/');
      map.put(
          new Target(name.substring(0, slash), name.substring(slash + 1)),
          value.apply(entry.getValue()));
    }
    return map;
  }

  /** The parts in an array. */
  static List<Quality.Part> parts(JsonNode array) {
    List<Quality.Part> parts = new ArrayList<>(array.size());
    array.forEach(part -> parts.add(part(part)));
    return parts;
  }

  private static Quality.Part part(JsonNode array) {
    if (array.size() != 5) {
      throw new IllegalArgumentException("a part of a quality has five figures");
    }
    return new Quality.Part(
        array.get(0).asText(),
        array.get(1).asLong(),
        array.get(2).asLong(),
        array.get(3).asLong(),
        array.get(4).asLong());
  }
}
