package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.http.ClientPath;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The paths for clients in the document: what their bodies are is told by those who made them. */
final class OpenApiDoors {
  /** What the paths of each API are for. */
  static final Map<String, String> TAGS = tags();

  private static final String UPLOAD = "multipart/form-data";

  private OpenApiDoors() {}

  private static Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    Stream.of(Protocol.values())
        .forEach(
            protocol ->
                tags.put(protocol.id(), "For clients of the %s API".formatted(name(protocol))));
    return tags;
  }

  private static String name(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> "OpenAI";
      case RESPONSES -> "OpenAI Responses";
      case ANTHROPIC -> "Anthropic Messages";
      case GEMINI -> "Gemini";
    };
  }

  private static String reference(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> "https://platform.openai.com/docs/api-reference";
      case RESPONSES -> "https://platform.openai.com/docs/api-reference/responses";
      case ANTHROPIC -> "https://platform.claude.com/docs/en/api/messages";
      case GEMINI -> "https://ai.google.dev/api";
    };
  }

  /** What stands at {@code door}. */
  static ObjectNode operation(ClientPath door) {
    ObjectNode operation = StrictJson.object();
    operation.putArray("tags").add(door.protocol().id());
    operation.put("summary", door.summary());
    operation.put("x-signalbox-protocol", door.protocol().id());
    operation
        .putObject("externalDocs")
        .put("description", "The reference of the %s API".formatted(name(door.protocol())))
        .put("url", reference(door.protocol()));
    ArrayNode parameters = StrictJson.object().arrayNode();
    Segments.of(door.path())
        .names()
        .forEach(
            name ->
                parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "string"));
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    if (door.method().equals(HttpMethod.POST)) {
      anything(operation.putObject("requestBody"), door.isUpload() ? UPLOAD : Shape.JSON);
    }
    ObjectNode responses = operation.putObject("responses");
    anything(responses.putObject("200").put("description", "An answer of the API"), Shape.JSON);
    anything(
        responses.putObject("default").put("description", "An error in the API's own shape"),
        Shape.JSON);
    return operation;
  }

  private static void anything(ObjectNode node, String type) {
    node.putObject("content").putObject(type).putObject("schema").put("type", "object");
  }
}
