package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}. */
final class ToolReader {
  private ToolReader() {}

  static Tooling read(Fields body) {
    List<Tool> tools = new ArrayList<>();
    body.children("tools").forEach(tool -> tools.add(tool(tool)));
    return new Tooling(
        tools,
        body.any("tool_choice").map(choice -> choice(body, choice)),
        body.flag("parallel_tool_calls"));
  }

  private static Tool tool(Fields tool) {
    String type = tool.requiredText("type");
    if (!type.equals("function")) {
      return new Tool.Native(Protocol.RESPONSES, type, tool.node());
    }
    String name = tool.requiredText("name");
    Optional<String> description = tool.text("description");
    Optional<ObjectNode> parameters = tool.object("parameters");
    Optional<Boolean> strict = tool.flag("strict");
    ObjectNode extras = tool.rest();
    if (strict.isEmpty()) {
      extras.put(Notes.DEFAULT_STRICT, true);
    }
    return new Tool.Function(name, description, parameters, strict, Notes.extras(extras));
  }

  private static ToolChoice choice(Fields body, JsonNode choice) {
    if (choice.isTextual()) {
      return switch (choice.textValue()) {
        case "none" -> new ToolChoice.None();
        case "auto" -> new ToolChoice.Auto();
        case "required" -> new ToolChoice.Any();
        default ->
            throw body.problem(
                "tool_choice", "must be `none`, `auto`, `required` or an object naming tools");
      };
    }
    Fields fields = body.child(choice, "tool_choice");
    return switch (fields.requiredText("type")) {
      case "function" -> new ToolChoice.Named(fields.requiredText("name"));
      case "allowed_tools" -> allowed(fields);
      default -> new ToolChoice.Native(Protocol.RESPONSES, choice);
    };
  }

  private static ToolChoice allowed(Fields choice) {
    List<String> names = new ArrayList<>();
    for (Fields tool : choice.children("tools")) {
      boolean plain =
          tool.requiredText("type").equals("function") && tool.node().path("name").isTextual();
      if (!plain || tool.node().size() > 2) {
        return new ToolChoice.Native(Protocol.RESPONSES, choice.node());
      }
      names.add(tool.requiredText("name"));
    }
    String mode = choice.text("mode").orElse("auto");
    if (!mode.equals("auto") && !mode.equals("required")) {
      throw choice.problem("mode", "must be `auto` or `required`");
    }
    return new ToolChoice.Allowed(names, mode.equals("required"));
  }
}
