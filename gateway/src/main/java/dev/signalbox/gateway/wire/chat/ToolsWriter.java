package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.schema.StrictSchema;
import java.util.List;

/** Writes the tools of a request and how they may be used. */
final class ToolsWriter {
  private final ObjectNode body;
  private final Dialect dialect;
  private final Losses losses;

  ToolsWriter(ObjectNode body, Dialect dialect, Losses losses) {
    this.body = body;
    this.dialect = dialect;
    this.losses = losses;
  }

  void write(Tooling tooling) {
    ArrayNode tools = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < tooling.tools().size(); i++) {
      tool(tooling.tools().get(i), "tools[%d]".formatted(i), tools);
    }
    if (tools.isEmpty()) {
      // Servers refuse a choice and a switch without tools.
      tooling.choice().ifPresent(this::choiceWithoutTools);
      return;
    }
    body.set("tools", tools);
    tooling.choice().ifPresent(choice -> choice(choice, tools));
    tooling.parallel().ifPresent(this::parallel);
  }

  private void tool(Tool tool, String path, ArrayNode tools) {
    switch (tool) {
      case Tool.Function function -> tools.add(function(function, path));
      case Tool.Native foreign -> {
        if (foreign.origin() == Protocol.CHAT) {
          tools.add(foreign.raw());
        } else {
          losses.dropped(path, "`%s` is a tool of another API".formatted(foreign.type()));
        }
      }
    }
  }

  private ObjectNode function(Tool.Function function, String path) {
    ObjectNode tool = StrictJson.object();
    tool.put("type", "function");
    ObjectNode node = tool.putObject("function");
    node.put("name", function.name());
    function.description().ifPresent(text -> node.put("description", text));
    function.parameters().ifPresent(schema -> node.set("parameters", schema));
    function.strict().ifPresent(strict -> strict(strict, node, path));
    new Leftovers(dialect, losses).write(function.extras(), tool, path);
    if (function.extras().belongTo(Protocol.CHAT)
        && function.extras().fields().path("function") instanceof ObjectNode inner) {
      inner.properties().forEach(field -> node.putIfAbsent(field.getKey(), field.getValue()));
    }
    return tool;
  }

  private void strict(boolean strict, ObjectNode node, String path) {
    if (strict && !StrictSchema.fits(node.path("parameters"))) {
      losses.adapted(path + ".strict", "the schema breaks the rules of strict mode");
    } else if (dialect.strictTools()) {
      node.put("strict", strict);
    } else if (strict) {
      losses.dropped(path + ".strict", "not accepted by " + dialect.id());
    }
  }

  private void parallel(boolean allowed) {
    if (dialect.parallelToolCalls()) {
      body.put("parallel_tool_calls", allowed);
    } else if (!allowed) {
      losses.dropped("parallel_tool_calls", "not accepted by " + dialect.id());
    }
  }

  private void choiceWithoutTools(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.None _, ToolChoice.Auto _ -> {}
      case ToolChoice.Any _, ToolChoice.Named _, ToolChoice.Allowed _, ToolChoice.Native _ ->
          losses.dropped("tool_choice", "there is no tool to choose");
    }
  }

  private void choice(ToolChoice choice, ArrayNode tools) {
    switch (choice) {
      case ToolChoice.None _ -> body.put("tool_choice", "none");
      case ToolChoice.Auto _ -> body.put("tool_choice", "auto");
      case ToolChoice.Any _ -> body.put("tool_choice", DialectRules.anyTool(dialect));
      case ToolChoice.Named(String name) -> body.set("tool_choice", named(name));
      case ToolChoice.Allowed allowed -> allowed(allowed, tools);
      case ToolChoice.Native foreign -> {
        if (foreign.origin() == Protocol.CHAT) {
          body.set("tool_choice", foreign.raw());
        } else {
          losses.dropped("tool_choice", "it is a choice of another API");
        }
      }
    }
  }

  private void allowed(ToolChoice.Allowed allowed, ArrayNode tools) {
    String mode = allowed.required() ? DialectRules.anyTool(dialect) : "auto";
    if (DialectRules.allowedTools(dialect)) {
      ObjectNode choice = StrictJson.object();
      choice.put("type", "allowed_tools");
      ObjectNode inner = choice.putObject("allowed_tools");
      inner.put("mode", mode);
      ArrayNode names = inner.putArray("tools");
      allowed.names().forEach(name -> names.add(named(name)));
      body.set("tool_choice", choice);
      return;
    }
    keepOnly(allowed.names(), tools);
    losses.adapted("tool_choice", "only the allowed tools are sent");
    if (tools.isEmpty()) {
      body.remove("tools");
    } else {
      body.put("tool_choice", mode);
    }
  }

  private static void keepOnly(List<String> names, ArrayNode tools) {
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (!names.contains(tools.path(i).path("function").path("name").asText())) {
        tools.remove(i);
      }
    }
  }

  private static ObjectNode named(String name) {
    ObjectNode choice = StrictJson.object();
    choice.put("type", "function");
    choice.putObject("function").put("name", name);
    return choice;
  }
}
