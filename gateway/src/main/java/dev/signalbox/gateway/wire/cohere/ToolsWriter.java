package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.List;

/** Writes the tools of a request and how they may be used. */
final class ToolsWriter {
  private static final String CHOICE = "tool_choice";

  private final ObjectNode body;
  private final Losses losses;

  ToolsWriter(ObjectNode body, Losses losses) {
    this.body = body;
    this.losses = losses;
  }

  void write(Tooling tooling) {
    ArrayNode tools = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < tooling.tools().size(); i++) {
      tool(tooling.tools().get(i), "tools[%d]".formatted(i), tools);
    }
    tooling.choice().ifPresent(choice -> choice(choice, tools));
    tooling
        .parallel()
        .filter(allowed -> !allowed && !tools.isEmpty())
        .ifPresent(_ -> losses.dropped("parallel_tool_calls", "the API has no switch for it"));
    if (tools.isEmpty()) {
      return;
    }
    body.set("tools", tools);
    strict(tooling.tools(), tools);
  }

  private void tool(Tool tool, String path, ArrayNode tools) {
    switch (tool) {
      case Tool.Function function -> tools.add(function(function, path));
      case Tool.Native foreign ->
          losses.dropped(path, "`%s` is a tool of another API".formatted(foreign.type()));
    }
  }

  private ObjectNode function(Tool.Function function, String path) {
    ObjectNode tool = StrictJson.object().put("type", "function");
    ObjectNode node = tool.putObject("function").put("name", function.name());
    function.description().ifPresent(text -> node.put("description", text));
    function
        .parameters()
        .ifPresentOrElse(
            schema -> node.set("parameters", schema),
            () -> node.putObject("parameters").put("type", "object").putObject("properties"));
    function.extras().writeTo(tool, CohereProviderFormat.COHERE, losses, path);
    return tool;
  }

  /** One switch for all tools, each of which must then require a parameter. */
  private void strict(List<Tool> asked, ArrayNode tools) {
    boolean all = true;
    for (int i = 0; i < asked.size(); i++) {
      all = all && asked.get(i) instanceof Tool.Function f && f.strict().orElse(false);
    }
    if (all && requireSomething(tools)) {
      body.put("strict_tools", true);
      return;
    }
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i) instanceof Tool.Function f && f.strict().orElse(false)) {
        losses.dropped(
            "tools[%d].strict".formatted(i),
            "strict for all tools or none, and only where each requires a parameter");
      }
    }
  }

  private static boolean requireSomething(ArrayNode tools) {
    for (JsonNode tool : tools) {
      JsonNode schema = tool.path("function").path("parameters");
      if (!schema.path("properties").isEmpty() && schema.path("required").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void choice(ToolChoice choice, ArrayNode tools) {
    switch (choice) {
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> {
        if (!tools.isEmpty()) {
          body.put(CHOICE, "NONE");
        }
      }
      case ToolChoice.Any _ -> require(tools);
      case ToolChoice.Named(String name) -> {
        only(List.of(name), tools);
        require(tools);
      }
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        only(names, tools);
        if (required) {
          require(tools);
        }
      }
      case ToolChoice.Native _ -> losses.dropped(CHOICE, "it is a choice of another API");
    }
  }

  private void require(ArrayNode tools) {
    if (tools.isEmpty()) {
      losses.dropped(CHOICE, "there is no tool to choose");
    } else {
      body.put(CHOICE, "REQUIRED");
    }
  }

  private void only(List<String> names, ArrayNode tools) {
    int before = tools.size();
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (!names.contains(tools.path(i).path("function").path("name").asText())) {
        tools.remove(i);
      }
    }
    if (tools.size() < before) {
      losses.adapted(CHOICE, "only the allowed tools are sent");
    }
  }
}
