package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** Requests that ask for answers of a certain shape, in each API. */
final class ShapedRequests {
  /** An object with a whole number {@code n}. */
  static final JsonNode SCHEMA =
      json(
          "{'type':'object','properties':{'n':{'type':'integer'}},'required':['n'],"
              + "'additionalProperties':false}");

  private ShapedRequests() {}

  static JsonNode json(String quoted) {
    return StrictJson.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A request for JSON of {@link #SCHEMA}. */
  static ObjectNode schema(ClientApi client, String model, boolean stream) {
    ObjectNode body = roomy(client, client.tree(model, stream));
    switch (client) {
      case CHAT ->
          body.putObject("response_format")
              .put("type", "json_schema")
              .putObject("json_schema")
              .put("name", "n")
              .set("schema", SCHEMA);
      case RESPONSES ->
          body.putObject("text")
              .putObject("format")
              .put("type", "json_schema")
              .put("name", "n")
              .set("schema", SCHEMA);
      case ANTHROPIC ->
          body.putObject("output_config")
              .putObject("format")
              .put("type", "json_schema")
              .set("schema", SCHEMA);
      case GEMINI ->
          body.putObject("generationConfig")
              .put("responseMimeType", "application/json")
              .set("responseJsonSchema", SCHEMA);
    }
    return body;
  }

  /** A request for any JSON; not of Anthropic, whose API has no such thing. */
  static ObjectNode anyJson(ClientApi client, String model, boolean stream) {
    ObjectNode body = client.tree(model, stream);
    switch (client) {
      case CHAT -> body.putObject("response_format").put("type", "json_object");
      case RESPONSES -> body.putObject("text").putObject("format").put("type", "json_object");
      case ANTHROPIC -> throw new IllegalArgumentException("it has schemas only");
      case GEMINI -> body.putObject("generationConfig").put("responseMimeType", "application/json");
    }
    return body;
  }

  /** A request with a tool {@code count} that takes {@link #SCHEMA}; it must be called or may. */
  static ObjectNode tool(ClientApi client, String model, boolean stream, boolean forced) {
    ObjectNode body = roomy(client, client.tree(model, stream));
    switch (client) {
      case CHAT -> {
        body.putArray("tools")
            .addObject()
            .put("type", "function")
            .putObject("function")
            .put("name", "count")
            .set("parameters", SCHEMA);
        body.put("tool_choice", forced ? "required" : "auto");
      }
      case RESPONSES -> {
        body.putArray("tools")
            .addObject()
            .put("type", "function")
            .put("name", "count")
            .set("parameters", SCHEMA);
        body.put("tool_choice", forced ? "required" : "auto");
      }
      case ANTHROPIC -> {
        body.putArray("tools").addObject().put("name", "count").set("input_schema", SCHEMA);
        body.putObject("tool_choice").put("type", forced ? "any" : "auto");
      }
      case GEMINI -> {
        body.putArray("tools")
            .addObject()
            .putArray("functionDeclarations")
            .addObject()
            .put("name", "count")
            .set("parametersJsonSchema", SCHEMA);
        body.putObject("toolConfig")
            .putObject("functionCallingConfig")
            .put("mode", forced ? "ANY" : "AUTO");
      }
    }
    return body;
  }

  /** A request that asks for no shape and leaves the answer room. */
  static ObjectNode plain(ClientApi client, String model, boolean stream) {
    return roomy(client, client.tree(model, stream));
  }

  private static ObjectNode roomy(ClientApi client, ObjectNode body) {
    return client == ClientApi.ANTHROPIC ? body.put("max_tokens", 4_096) : body;
  }
}
