package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.explain.Fields;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Standing;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The expected quality of deployments as stored JSON, in billionths. */
final class QualityJson {
  private QualityJson() {}

  /** The qualities of {@code standings}, in their order. */
  static ObjectNode write(Collection<Standing> standings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode models = node.putObject("quality");
    for (Standing standing : standings) {
      ObjectNode families = models.putObject(standing.deployment().target().toString());
      for (TaskFamily family : TaskFamily.values()) {
        put(
            Objects.requireNonNull(standing.quality().get(family)),
            families.putObject(family.id()));
      }
    }
    return node;
  }

  private static void put(Quality quality, ObjectNode node) {
    node.put("value", quality.value())
        .put("sd", quality.sd())
        .put("n_milli", quality.effectiveSamplesMilli());
    ArrayNode parts = node.putArray("parts");
    for (Quality.Part part : quality.parts()) {
      parts.addObject().put("name", part.name()).put("value", part.value());
    }
  }

  /** The qualities by deployment. */
  static Map<String, Map<TaskFamily, Quality>> read(Fields fields) {
    Map<String, Map<TaskFamily, Quality>> qualities = new HashMap<>();
    Fields models = fields.required("quality", fields.object("quality"));
    for (String model : models.names()) {
      Fields families = models.required(model, models.object(model));
      Map<TaskFamily, Quality> quality = new EnumMap<>(TaskFamily.class);
      for (TaskFamily family : TaskFamily.values()) {
        quality.put(family, quality(families.required(family.id(), families.object(family.id()))));
      }
      qualities.put(model, quality);
    }
    return qualities;
  }

  private static Quality quality(Fields fields) {
    return new Quality(
        fields.number("value").orElse(0),
        fields.number("sd").orElse(0),
        fields.number("n_milli").orElse(0),
        fields.objects("parts").stream()
            .map(
                part ->
                    new Quality.Part(
                        part.required("name", part.text("name")), part.number("value").orElse(0)))
            .toList());
  }
}
