package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code toolConfig}. The API demands one with a tool wherever a message holds a call or a
 * result, and knows no choice of none: tools that may not be called are left out where nothing was
 * called before, and tools that were called are declared where nobody did.
 */
final class ToolsWriter {
  private static final String CHOICE = "tool_choice";
  private static final String SPEC = "toolSpec";

  private final ShapeWriter shape;
  private final CachePoints cachePoints;
  private final Losses losses;

  ToolsWriter(ShapeWriter shape, CachePoints cachePoints, Losses losses) {
    this.shape = shape;
    this.cachePoints = cachePoints;
    this.losses = losses;
  }

  /** The {@code toolConfig} of {@code tooling} beside {@code conversation}. */
  Optional<ObjectNode> write(
      Tooling tooling, Thinking thinking, ConversationWriter.Conversation conversation) {
    boolean called = !conversation.called().isEmpty();
    boolean none = tooling.choice().equals(Optional.of(new ToolChoice.None()));
    ArrayNode tools = StrictJson.object().arrayNode();
    if (!none || called) {
      tools(tooling, tools);
    }
    if (tools.isEmpty() && called) {
      declare(conversation, tools);
    }
    if (tools.isEmpty()) {
      tellUnused(tooling, none);
      return Optional.empty();
    }
    tooling
        .parallel()
        .filter(allowed -> !allowed)
        .ifPresent(_ -> losses.dropped("parallel_tool_calls", "the API has no switch for it"));
    ObjectNode config = StrictJson.object();
    config.set("tools", tools);
    tooling
        .choice()
        .flatMap(choice -> choice(choice, thinking.budgeted()))
        .ifPresent(choice -> config.set("toolChoice", choice));
    return Optional.of(config);
  }

  private void tools(Tooling tooling, ArrayNode tools) {
    Optional<List<String>> allowed =
        tooling
            .choice()
            .flatMap(
                choice ->
                    choice instanceof ToolChoice.Allowed some
                        ? Optional.of(some.names())
                        : Optional.empty());
    for (int i = 0; i < tooling.tools().size(); i++) {
      String path = "tools[%d]".formatted(i);
      switch (tooling.tools().get(i)) {
        case Tool.Function function -> {
          if (allowed.isEmpty() || allowed.get().contains(function.name())) {
            tools.add(function(function, path));
            cachePoints.after(function.extras()).ifPresent(tools::add);
          } else {
            losses.adapted(CHOICE, "only the allowed tools are sent");
          }
        }
        case Tool.Native(ApiFormat origin, String type, JsonNode _) ->
            losses.dropped(path, "`%s` is a tool of the %s API only".formatted(type, origin.id()));
      }
    }
  }

  private ObjectNode function(Tool.Function function, String path) {
    ObjectNode tool = StrictJson.object();
    ObjectNode spec = tool.putObject(SPEC).put("name", function.name());
    function
        .description()
        .filter(text -> !text.isBlank())
        .ifPresent(text -> spec.put("description", text));
    boolean strict = function.strict().orElse(false);
    JsonNode schema = schema(function.parameters());
    if (strict && shape.isEnforced()) {
      schema = SchemaRules.closed(schema, losses, path + ".parameters");
      spec.put("strict", true);
    } else if (strict) {
      losses.dropped(path + ".strict", "the model does not enforce schemas");
    }
    spec.putObject("inputSchema").set("json", schema);
    cachePoints
        .rest(function.extras())
        .writeTo(spec, ConverseProviderFormat.CONVERSE, losses, path);
    return tool;
  }

  private static ObjectNode schema(Optional<ObjectNode> parameters) {
    ObjectNode schema = parameters.map(ObjectNode::deepCopy).orElseGet(StrictJson::object);
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    return schema;
  }

  private void declare(ConversationWriter.Conversation conversation, ArrayNode tools) {
    losses.adapted("tools", "those that were called are declared, as the API demands");
    for (String name : conversation.called()) {
      ObjectNode spec = tools.addObject().putObject(SPEC).put("name", name);
      spec.putObject("inputSchema").putObject("json").put("type", "object");
    }
  }

  private void tellUnused(Tooling tooling, boolean none) {
    tooling
        .choice()
        .filter(choice -> !none && !(choice instanceof ToolChoice.Auto))
        .ifPresent(_ -> losses.dropped(CHOICE, "there are no tools to choose from"));
  }

  private Optional<ObjectNode> choice(ToolChoice choice, boolean budgeted) {
    return switch (choice) {
      case ToolChoice.None() -> {
        losses.dropped(CHOICE, "tools that were called before stay callable");
        yield Optional.empty();
      }
      case ToolChoice.Auto() -> Optional.of(chosen("auto"));
      case ToolChoice.Any() -> forced(chosen("any"), budgeted);
      case ToolChoice.Named(String name) -> forced(named(name), budgeted);
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        if (!required) {
          yield Optional.of(chosen("auto"));
        }
        yield forced(names.size() == 1 ? named(names.getFirst()) : chosen("any"), budgeted);
      }
      case ToolChoice.Native(ApiFormat origin, JsonNode _) -> {
        losses.dropped(CHOICE, "a choice of the %s API only".formatted(origin.id()));
        yield Optional.empty();
      }
    };
  }

  private static ObjectNode chosen(String how) {
    ObjectNode choice = StrictJson.object();
    choice.putObject(how);
    return choice;
  }

  private static ObjectNode named(String name) {
    ObjectNode choice = StrictJson.object();
    choice.putObject("tool").put("name", name);
    return choice;
  }

  private Optional<ObjectNode> forced(ObjectNode choice, boolean budgeted) {
    if (budgeted) {
      losses.adapted(CHOICE, "no tool can be forced while the model thinks");
      return Optional.of(chosen("auto"));
    }
    return Optional.of(choice);
  }
}
