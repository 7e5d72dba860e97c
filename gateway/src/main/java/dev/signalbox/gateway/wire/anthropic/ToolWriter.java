package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.List;
import java.util.Optional;

/** Writes tools and how they may be used; tells what cannot be written. */
final class ToolWriter {
  private final ModelTraits traits;
  private final Losses losses;

  ToolWriter(ModelTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /**
   * Writes {@code tools} and {@code tool_choice} into {@code body}.
   *
   * @param budgeted whether the model thinks by a budget, so that no tool may be forced
   */
  void write(Tooling tooling, JsonOutput output, boolean budgeted, ObjectNode body) {
    ArrayNode tools = StrictJson.object().arrayNode();
    for (int i = 0; i < tooling.tools().size(); i++) {
      Tool tool = tooling.tools().get(i);
      if (allowed(tool, tooling.choice())) {
        tool(tool, "tools[%d]".formatted(i)).ifPresent(tools::add);
      }
    }
    boolean others = !tools.isEmpty();
    if (output instanceof JsonOutput.Tool json) {
      tools.add(json.definition());
    }
    if (tools.isEmpty()) {
      tellUnused(tooling);
      return;
    }
    body.set("tools", tools);
    Optional<ObjectNode> choice =
        output instanceof JsonOutput.Tool
            ? Optional.of(jsonChoice(tooling, others))
            : choice(tooling, budgeted);
    choice.ifPresent(node -> body.set("tool_choice", node));
  }

  /** Without tools the API refuses a choice; only one that demands a call loses something. */
  private void tellUnused(Tooling tooling) {
    tooling
        .choice()
        .filter(choice -> !(choice instanceof ToolChoice.None || choice instanceof ToolChoice.Auto))
        .ifPresent(_ -> losses.dropped("tool_choice", "there are no tools to choose from"));
  }

  /** Whether {@code tool} is among the allowed ones; tools that are not are left out. */
  private boolean allowed(Tool tool, Optional<ToolChoice> choice) {
    if (tool instanceof Tool.Function function
        && choice.orElse(new ToolChoice.Auto()) instanceof ToolChoice.Allowed some) {
      losses.adapted("tool_choice", "tools that are not allowed are left out");
      return some.names().contains(function.name());
    }
    return true;
  }

  private Optional<ObjectNode> tool(Tool tool, String path) {
    return switch (tool) {
      case Tool.Function function -> Optional.of(function(function, path));
      case Tool.Native(ApiFormat origin, String type, JsonNode raw) -> {
        if (origin == Protocol.ANTHROPIC && raw instanceof ObjectNode object) {
          yield Optional.of(object);
        }
        losses.dropped(path, "`%s` is a tool of the %s API only".formatted(type, origin.id()));
        yield Optional.empty();
      }
    };
  }

  private ObjectNode function(Tool.Function function, String path) {
    ObjectNode tool = StrictJson.object().put("name", function.name());
    function.description().ifPresent(text -> tool.put("description", text));
    boolean strict = function.strict().orElse(false) && traits.jsonSchema();
    function
        .strict()
        .ifPresent(
            asked -> {
              if (traits.jsonSchema()) {
                tool.put("strict", asked);
              } else if (asked) {
                losses.dropped(path + ".strict", "the model does not enforce schemas");
              }
            });
    ObjectNode schema = schema(function.parameters());
    tool.set(
        "input_schema", strict ? SchemaLimits.apply(schema, losses, path + ".parameters") : schema);
    Blocks.write(function.extras(), tool, losses, path);
    return tool;
  }

  /** The API demands a schema whose root is an object. */
  private static ObjectNode schema(Optional<ObjectNode> parameters) {
    ObjectNode schema = parameters.map(ObjectNode::deepCopy).orElseGet(StrictJson::object);
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    return schema;
  }

  /** With a client's tools in play the model may call one of them or give its answer. */
  private ObjectNode jsonChoice(Tooling tooling, boolean others) {
    boolean mayCall = others && !tooling.choice().equals(Optional.of(new ToolChoice.None()));
    ObjectNode choice =
        mayCall ? Blocks.block("any") : Blocks.block("tool").put("name", JsonOutput.TOOL);
    if (mayCall && tooling.choice().isPresent()) {
      return parallel(
          named(tooling.choice().get()).orElse(choice), tooling.parallel(), tooling.choice());
    }
    return mayCall
        ? parallel(choice, tooling.parallel(), tooling.choice())
        : choice.put("disable_parallel_tool_use", true);
  }

  private static Optional<ObjectNode> named(ToolChoice choice) {
    return choice instanceof ToolChoice.Named(String name)
        ? Optional.of(Blocks.block("tool").put("name", name))
        : Optional.empty();
  }

  private Optional<ObjectNode> choice(Tooling tooling, boolean budgeted) {
    if (tooling.choice().isEmpty()) {
      return tooling
          .parallel()
          .filter(parallel -> !parallel)
          .map(_ -> Blocks.block("auto").put("disable_parallel_tool_use", true));
    }
    ObjectNode choice =
        switch (tooling.choice().get()) {
          case ToolChoice.None() -> Blocks.block("none");
          case ToolChoice.Auto() -> Blocks.block("auto");
          case ToolChoice.Any() -> forced(Blocks.block("any"), budgeted);
          case ToolChoice.Named(String name) ->
              forced(Blocks.block("tool").put("name", name), budgeted);
          case ToolChoice.Allowed(List<String> names, boolean required) ->
              allowed(names, required, budgeted);
          case ToolChoice.Native(ApiFormat origin, JsonNode raw) -> nativeChoice(origin, raw);
        };
    return Optional.of(parallel(choice, tooling.parallel(), tooling.choice()));
  }

  private ObjectNode allowed(List<String> names, boolean required, boolean budgeted) {
    if (!required) {
      return Blocks.block("auto");
    }
    return forced(
        names.size() == 1
            ? Blocks.block("tool").put("name", names.getFirst())
            : Blocks.block("any"),
        budgeted);
  }

  private ObjectNode forced(ObjectNode choice, boolean budgeted) {
    if (budgeted) {
      losses.adapted("tool_choice", "no tool can be forced while the model thinks");
      return Blocks.block("auto");
    }
    return choice;
  }

  private ObjectNode nativeChoice(ApiFormat origin, JsonNode raw) {
    if (origin == Protocol.ANTHROPIC && raw instanceof ObjectNode object) {
      return object.deepCopy();
    }
    losses.dropped("tool_choice", "a choice of the %s API only".formatted(origin.id()));
    return Blocks.block("auto");
  }

  private static ObjectNode parallel(
      ObjectNode choice, Optional<Boolean> parallel, Optional<ToolChoice> asked) {
    if (!asked.equals(Optional.of(new ToolChoice.None()))) {
      parallel.ifPresent(allowed -> choice.put("disable_parallel_tool_use", !allowed));
    }
    return choice;
  }
}
