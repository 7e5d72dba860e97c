package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.schema.StrictSchema;
import java.util.List;
import java.util.Optional;

/** Writes {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}. */
final class ToolWriter {
  private static final String NO_TOOL = "no tool is left that could be chosen";

  private ToolWriter() {}

  static void write(Tooling tooling, ObjectNode body, Losses losses) {
    ArrayNode tools = StrictJson.mapper().createArrayNode();
    for (int i = 0; i < tooling.tools().size(); i++) {
      String path = "tools[" + i + "]";
      switch (tooling.tools().get(i)) {
        case Tool.Function function -> tools.add(function(function, losses, path));
        case Tool.Native(var origin, var type, var raw) -> {
          if (origin == Protocol.RESPONSES) {
            tools.add(raw);
          } else {
            losses.dropped(path, "`%s` is a tool of another API".formatted(type));
          }
        }
      }
    }
    if (!tools.isEmpty()) {
      body.set("tools", tools);
    }
    tooling.choice().ifPresent(choice -> choice(choice, body, losses));
    tooling.parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
  }

  private static ObjectNode function(Tool.Function function, Losses losses, String path) {
    boolean ours = Notes.has(function.extras(), Notes.DEFAULT_STRICT);
    ObjectNode node = StrictJson.object();
    node.put("type", "function");
    node.put("name", function.name());
    function.description().ifPresent(text -> node.put("description", text));
    Optional<ObjectNode> parameters = function.parameters();
    if (parameters.isPresent()) {
      node.set("parameters", parameters.get());
    } else if (!function.extras().belongTo(Protocol.RESPONSES)) {
      node.putObject("parameters").put("type", "object").putObject("properties");
    }
    // The API takes a missing `strict` for true and changes the schema; elsewhere it means false.
    if (!ours) {
      boolean strict = function.strict().orElse(false);
      if (strict && !StrictSchema.fits(node.path("parameters"))) {
        losses.adapted(path + ".strict", "the schema is not one the API can keep strictly");
        strict = false;
      }
      node.put("strict", strict);
    }
    function.extras().writeTo(node, Protocol.RESPONSES, losses, path);
    return node;
  }

  private static void choice(ToolChoice choice, ObjectNode body, Losses losses) {
    boolean forces = !(choice instanceof ToolChoice.None) && !(choice instanceof ToolChoice.Auto);
    if (forces && !body.has("tools")) {
      losses.dropped("tool_choice", NO_TOOL);
      return;
    }
    switch (choice) {
      case ToolChoice.None _ -> body.put("tool_choice", "none");
      case ToolChoice.Auto _ -> body.put("tool_choice", "auto");
      case ToolChoice.Any _ -> body.put("tool_choice", "required");
      case ToolChoice.Named(var name) -> {
        if (names(body, name)) {
          body.putObject("tool_choice").put("type", "function").put("name", name);
        } else {
          losses.dropped("tool_choice", NO_TOOL);
        }
      }
      case ToolChoice.Allowed(var names, var required) -> {
        List<String> known = names.stream().filter(name -> names(body, name)).toList();
        if (known.isEmpty()) {
          losses.dropped("tool_choice", NO_TOOL);
        } else {
          allowed(body, known, required);
        }
      }
      case ToolChoice.Native(var origin, var raw) -> {
        if (origin == Protocol.RESPONSES) {
          body.set("tool_choice", raw);
        } else {
          losses.dropped("tool_choice", "it names a tool of another API");
        }
      }
    }
  }

  /** Whether a tool of the request has this name, be it inside a namespace. */
  private static boolean names(ObjectNode body, String name) {
    return body.path("tools")
        .valueStream()
        .anyMatch(
            tool ->
                tool.path("name").asText().equals(name)
                    || tool.path("tools")
                        .valueStream()
                        .anyMatch(inner -> inner.path("name").asText().equals(name)));
  }

  private static void allowed(ObjectNode body, List<String> names, boolean required) {
    ObjectNode node = body.putObject("tool_choice");
    node.put("type", "allowed_tools");
    node.put("mode", required ? "required" : "auto");
    ArrayNode tools = node.putArray("tools");
    names.forEach(name -> tools.addObject().put("type", "function").put("name", name));
  }
}
