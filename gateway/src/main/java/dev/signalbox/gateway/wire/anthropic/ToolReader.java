package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tools of a request and how they may be used. */
final class ToolReader {
  private ToolReader() {}

  /** The tools of the request {@code body}; unknown parts of the choice go to {@code extras}. */
  static Tooling read(Fields body, ObjectNode extras) {
    List<Tool> tools = new ArrayList<>();
    for (Fields tool : body.children("tools")) {
      tools.add(tool(tool));
    }
    Optional<Fields> choice = body.fields("tool_choice");
    if (choice.isEmpty()) {
      return new Tooling(tools, Optional.empty(), Optional.empty());
    }
    Optional<Boolean> parallel =
        choice.get().flag("disable_parallel_tool_use").map(disabled -> !disabled);
    ToolChoice read = choice(choice.get());
    ObjectNode rest = Blocks.withoutNulls(choice.get().rest());
    if (!rest.isEmpty() && !(read instanceof ToolChoice.Native)) {
      extras.set("tool_choice", rest);
    }
    return new Tooling(tools, Optional.of(read), parallel);
  }

  private static Tool tool(Fields tool) {
    Optional<String> type = tool.text("type");
    if (type.isPresent() && !type.get().equals("custom")) {
      return new Tool.Native(Protocol.ANTHROPIC, type.get(), tool.node());
    }
    return new Tool.Function(
        tool.requiredText("name"),
        tool.text("description"),
        tool.object("input_schema"),
        tool.flag("strict"),
        Blocks.extras(tool));
  }

  private static ToolChoice choice(Fields choice) {
    return switch (choice.requiredText("type")) {
      case "auto" -> new ToolChoice.Auto();
      case "any" -> new ToolChoice.Any();
      case "none" -> new ToolChoice.None();
      case "tool" -> new ToolChoice.Named(choice.requiredText("name"));
      default -> new ToolChoice.Native(Protocol.ANTHROPIC, choice.node());
    };
  }
}
