package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.Optional;

/**
 * A parameter of a query or a field of a body: the only place that holds its name, what it may be
 * and what it means.
 *
 * @param about what it means, in one line
 * @param required whether it must be there
 * @param most how often a query may have it
 * @param fallback the value where it is absent, as the document shows it
 */
public record Field<T>(
    String name, Value<T> value, String about, boolean required, int most, Optional<T> fallback) {

  /** One that may be absent. */
  public static <T> Field<T> of(String name, Value<T> value, String about) {
    return new Field<>(name, value, about, false, 1, Optional.empty());
  }

  /** One that must be there. */
  public static <T> Field<T> required(String name, Value<T> value, String about) {
    return new Field<>(name, value, about, true, 1, Optional.empty());
  }

  /** The same, and what counts where it is absent. */
  public Field<T> or(T otherwise) {
    return new Field<>(name, value, about, required, most, Optional.of(otherwise));
  }

  /** The same, up to {@code times} in a query. */
  public Field<T> upTo(int times) {
    return new Field<>(name, value, about, required, times, fallback);
  }

  /**
   * What {@code object} says of it; empty when it is absent or null.
   *
   * @throws ProblemException when that is not allowed
   */
  public Optional<T> in(ObjectNode object) {
    JsonNode node = object.path(name);
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(read(node));
  }

  /**
   * What {@code node} says.
   *
   * @throws ProblemException when that is not allowed
   */
  T read(JsonNode node) {
    return value.reader().apply(node).orElseThrow(this::wrong);
  }

  /** That it is not what it must be. */
  public ProblemException wrong() {
    return Problem.invalid(name, "`%s` must be %s".formatted(name, value.allowed())).toException();
  }

  /** As a parameter of a query. */
  ObjectNode inQuery() {
    ObjectNode node =
        StrictJson.object().put("name", name).put("in", "query").put("description", about);
    node.put("required", required);
    if (most > 1) {
      node.putObject("schema")
          .put("type", "array")
          .put("maxItems", most)
          .set("items", value.schema());
      node.set("example", StrictJson.object().arrayNode().add(value.example()));
    } else {
      node.set("schema", withFallback(value.schema().deepCopy()));
    }
    return node;
  }

  /** Adds it to the fields of an object that {@code schema} describes. */
  public void describeIn(ObjectNode schema) {
    schema.withObjectProperty("properties").set(name, inBody());
  }

  /** As a field of a body: null is as good as absent. */
  ObjectNode inBody() {
    ObjectNode node = withFallback(value.schema().deepCopy()).put("description", about);
    if (!required && node.path("type").isTextual()) {
      ArrayNode types = StrictJson.object().arrayNode();
      node.set("type", types.add(node.path("type")).add("null"));
      if (node.path("enum") instanceof ArrayNode all) {
        all.addNull();
      }
    }
    return node;
  }

  private ObjectNode withFallback(ObjectNode schema) {
    fallback.ifPresent(otherwise -> schema.set("default", value.ofText(String.valueOf(otherwise))));
    return schema;
  }
}
