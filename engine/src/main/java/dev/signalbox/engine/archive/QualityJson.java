package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.engine.text.Fields;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The expected quality of deployments by their cards, and what signals taught, as stored JSON in
 * billionths.
 */
final class QualityJson {
  private QualityJson() {}

  /** The qualities of {@code standings}, in the order of their names, and {@code table}. */
  static ObjectNode write(Collection<Standing> standings, QualityTable table) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Map<String, ObjectNode> models = new TreeMap<>();
    for (Standing standing : standings) {
      ObjectNode families = JsonNodeFactory.instance.objectNode();
      models.put(standing.deployment().target().toString(), families);
      for (TaskFamily family : TaskFamily.values()) {
        put(
            Objects.requireNonNull(standing.quality().get(family)),
            families.putObject(family.id()));
      }
    }
    node.putObject("quality").setAll(models);
    QualityTableJson.put(table, node);
    return node;
  }

  private static void put(Quality quality, ObjectNode node) {
    node.put("value", quality.value())
        .put("sd", quality.sd())
        .put("n_milli", quality.effectiveSamplesMilli());
    ArrayNode parts = node.putArray("parts");
    quality.parts().forEach(part -> parts.add(QualityTableJson.part(part)));
  }

  /** The qualities by deployment. */
  static Map<String, Map<TaskFamily, Quality>> read(JsonNode stored) {
    Fields fields = Fields.of(stored, "a quality part");
    Map<String, Map<TaskFamily, Quality>> qualities = new HashMap<>();
    Fields models = fields.required("quality", fields.object("quality"));
    for (String model : models.names()) {
      Fields families = models.required(model, models.object(model));
      Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
      for (TaskFamily family : TaskFamily.values()) {
        quality.put(
            family,
            quality(
                families.required(family.id(), families.object(family.id())),
                stored.path("quality").path(model).path(family.id()).path("parts")));
      }
      qualities.put(model, quality);
    }
    return qualities;
  }

  private static Quality quality(Fields fields, JsonNode parts) {
    return new Quality(
        fields.number("value").orElse(0),
        fields.number("sd").orElse(0),
        fields.number("n_milli").orElse(0),
        QualityTableJson.parts(parts));
  }
}
