package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code /openapi.json} as a gateway serves it.
 *
 * @param root the whole of it
 */
record InterfaceDocument(JsonNode root) {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://signalbox")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  /**
   * A method at a path.
   *
   * @param node what the document says of it
   */
  record Operation(String method, String path, JsonNode node) {
    boolean isControl() {
      return node.has("x-signalbox-role");
    }

    String role() {
      return node.path("x-signalbox-role").asText();
    }

    List<JsonNode> query() {
      List<JsonNode> all = new ArrayList<>();
      node.path("parameters")
          .forEach(
              each -> {
                if (each.path("in").asText().equals("query")) {
                  all.add(each);
                }
              });
      return all;
    }

    /** The schema of its body; missing where it takes none. */
    JsonNode body() {
      return node.at("/requestBody/content/application~1json/schema");
    }

    /** The schema of its answer; missing where it is not JSON. */
    JsonNode answer() {
      return node.at("/responses/200/content/application~1json/schema");
    }

    /** Whether its answer goes on as long as somebody listens. */
    boolean isEndless() {
      return node.at("/responses/200/content").has("text/event-stream");
    }

    /** Its path with {@code segment} for every name. */
    String filled(String segment) {
      return path.replaceAll("\\{[a-z]+\\}", segment);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static InterfaceDocument of(Control control) {
    return new InterfaceDocument(control.get("/openapi.json").json());
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            all.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return all;
  }

  List<Operation> control() {
    return operations().stream().filter(Operation::isControl).toList();
  }

  /** What is wrong with {@code value} by {@code schema}; empty text when nothing is. */
  String fault(JsonNode schema, JsonNode value) {
    JsonObject whole = new JsonObject(inDefs(schema));
    whole.put("$defs", new JsonObject(inDefs(root.at("/components/schemas"))));
    OutputUnit found =
        Validator.create(JsonSchema.of(whole), OPTIONS)
            .validate(value.isObject() ? new JsonObject(value.toString()) : plain(value));
    return Boolean.TRUE.equals(found.getValid()) ? "" : found.toJson().encode();
  }

  private static Object plain(JsonNode value) {
    return new JsonObject(StrictJson.object().set("value", value).toString()).getValue("value");
  }

  private static String inDefs(JsonNode schema) {
    return schema.toString().replace("#/components/schemas/", "#/$defs/");
  }
}
