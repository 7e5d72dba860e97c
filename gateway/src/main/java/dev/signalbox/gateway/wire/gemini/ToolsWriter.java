package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.schema.SchemaConversion;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code tools} and {@code toolConfig}. A function's parameters go out in full as {@code
 * parametersJsonSchema}; those that a Gemini client sent as {@code parameters} go out in that form
 * again when it can say them.
 */
final class ToolsWriter {
  private final Losses losses;
  private final ArrayNode tools = StrictJson.object().putArray("tools");
  private final ArrayNode functions = StrictJson.object().putArray("functions");

  private ToolsWriter(Losses losses) {
    this.losses = losses;
  }

  static void write(Request request, Losses losses, ObjectNode body) {
    ToolsWriter writer = new ToolsWriter(losses);
    writer.tools(request.tooling().tools());
    if (!writer.tools.isEmpty()) {
      body.set("tools", writer.tools);
    }
    request.tooling().choice().ifPresent(choice -> writer.choice(choice, request, body));
    if (!request.tooling().parallel().orElse(true)) {
      losses.dropped("parallel_tool_calls", "Gemini cannot be kept from parallel calls");
    }
  }

  private void tools(List<Tool> all) {
    for (int i = 0; i < all.size(); i++) {
      String path = "tools[%d]".formatted(i);
      switch (all.get(i)) {
        case Tool.Function function -> {
          if (functions.isEmpty()) {
            tools.addObject().set("functionDeclarations", functions);
          }
          functions.add(function(function, path));
        }
        case Tool.Native(ApiFormat origin, String type, var raw) -> {
          if (origin == Protocol.GEMINI) {
            tools.add(raw);
          } else {
            losses.dropped(path, "a tool of type `%s` is not known to Gemini".formatted(type));
          }
        }
      }
    }
  }

  private ObjectNode function(Tool.Function function, String path) {
    ObjectNode declaration = StrictJson.object();
    declaration.put("name", function.name());
    function.description().ifPresent(text -> declaration.put("description", text));
    function
        .parameters()
        .ifPresent(
            schema -> parameters(schema, function.extras().belongTo(Protocol.GEMINI), declaration));
    if (function.strict().orElse(false)) {
      losses.dropped(path + ".strict", "Gemini does not guarantee arguments by schema");
    }
    function.extras().writeTo(declaration, Protocol.GEMINI, losses, path);
    return declaration;
  }

  private static void parameters(ObjectNode schema, boolean ownForm, ObjectNode declaration) {
    Losses converting = new Losses();
    ObjectNode own = SchemaConversion.toGemini(schema, converting, "parameters");
    if (ownForm && converting.isEmpty()) {
      declaration.set("parameters", own);
    } else {
      declaration.set("parametersJsonSchema", schema);
    }
  }

  private void choice(ToolChoice choice, Request request, ObjectNode body) {
    if (functions.isEmpty()) {
      if (choice instanceof ToolChoice.Any
          || choice instanceof ToolChoice.Named
          || choice instanceof ToolChoice.Allowed) {
        losses.dropped("tool_choice", "there is no function to call");
      }
      return;
    }
    Optional<ObjectNode> calling = calling(choice, request);
    calling.ifPresent(config -> body.putObject("toolConfig").set("functionCallingConfig", config));
  }

  private Optional<ObjectNode> calling(ToolChoice choice, Request request) {
    return switch (choice) {
      case ToolChoice.None _ -> Optional.of(config("NONE", List.of()));
      case ToolChoice.Auto _ -> Optional.of(config(validated(request, "AUTO"), List.of()));
      case ToolChoice.Any _ -> Optional.of(config("ANY", List.of()));
      case ToolChoice.Named(String name) -> Optional.of(config("ANY", List.of(name)));
      case ToolChoice.Allowed(List<String> names, boolean required) ->
          Optional.of(config(required ? "ANY" : "VALIDATED", names));
      case ToolChoice.Native _ -> {
        losses.dropped("tool_choice", "not part of the gemini API");
        yield Optional.empty();
      }
    };
  }

  private static String validated(Request request, String otherwise) {
    String kept = "toolConfig.functionCallingConfig.mode";
    return request.extras().belongTo(Protocol.GEMINI)
        ? request.extras().fields().path(kept).asText(otherwise)
        : otherwise;
  }

  private static ObjectNode config(String mode, List<String> names) {
    ObjectNode config = StrictJson.object().put("mode", mode);
    if (!names.isEmpty()) {
      names.forEach(config.putArray("allowedFunctionNames")::add);
    }
    return config;
  }
}
