package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tools and how they may be used; the older {@code functions} become tools. */
final class ToolsReader {
  private static final String FUNCTION = "function";

  /** Most tools of one request. */
  private static final int MAX_TOOLS = 10_000;

  private final Fields fields;

  ToolsReader(Fields fields) {
    this.fields = fields;
  }

  Tooling read() {
    List<Tool> tools = new ArrayList<>();
    fields.children("tools").forEach(tool -> tools.add(tool(tool)));
    for (Fields function : fields.children("functions")) {
      tools.add(function(function, Extras.NONE));
    }
    if (tools.size() > MAX_TOOLS) {
      throw fields.problem("tools", "may hold at most %d tools".formatted(MAX_TOOLS));
    }
    Optional<ToolChoice> older = fields.any("function_call").map(this::olderChoice);
    return new Tooling(
        tools,
        fields.any("tool_choice").map(this::choice).or(() -> older),
        fields.flag("parallel_tool_calls"));
  }

  /** A definition without type is a function: some clients leave the type out. */
  private Tool tool(Fields tool) {
    String type = tool.text("type").orElse(FUNCTION);
    if (!type.equals(FUNCTION)) {
      return new Tool.Native(Protocol.CHAT, type, tool.node());
    }
    Fields function = tool.fields(FUNCTION).orElseThrow(() -> tool.problem(FUNCTION, "is missing"));
    return function(function, Leftovers.of(tool.rest()));
  }

  private static Tool function(Fields function, Extras outer) {
    String name = function.requiredText("name");
    Optional<String> description = function.text("description");
    Optional<ObjectNode> parameters = function.object("parameters");
    Optional<Boolean> strict = function.flag("strict");
    ObjectNode inner = Lenient.others(function.rest(), Set.of());
    return new Tool.Function(name, description, parameters, strict, nested(outer, inner));
  }

  /** The further fields of the function stand under {@code function} beside those of the tool. */
  private static Extras nested(Extras outer, ObjectNode inner) {
    if (inner.isEmpty()) {
      return outer;
    }
    ObjectNode all = outer.fields().deepCopy();
    all.set(FUNCTION, inner);
    return Extras.of(Protocol.CHAT, all);
  }

  private ToolChoice choice(JsonNode choice) {
    if (choice.isTextual()) {
      return word(choice.textValue(), "tool_choice");
    }
    Fields named = fields.child(choice, "tool_choice");
    return switch (named.text("type").orElse(FUNCTION)) {
      case FUNCTION ->
          new ToolChoice.Named(
              named
                  .fields(FUNCTION)
                  .orElseThrow(() -> named.problem(FUNCTION, "is missing"))
                  .requiredText("name"));
      case "allowed_tools" -> allowed(named);
      default -> new ToolChoice.Native(Protocol.CHAT, choice);
    };
  }

  private ToolChoice olderChoice(JsonNode choice) {
    return choice.isTextual()
        ? word(choice.textValue(), "function_call")
        : new ToolChoice.Named(fields.child(choice, "function_call").requiredText("name"));
  }

  private ToolChoice word(String word, String field) {
    return switch (word) {
      case "none" -> new ToolChoice.None();
      case "auto" -> new ToolChoice.Auto();
      // Mistral's word is `any`.
      case "required", "any" -> new ToolChoice.Any();
      default ->
          throw fields.problem(
              field, "is `%s`; `none`, `auto`, `required` or an object is allowed".formatted(word));
    };
  }

  /** A list that names anything but functions is kept as it came. */
  private static ToolChoice allowed(Fields choice) {
    Fields allowed =
        choice
            .fields("allowed_tools")
            .orElseThrow(() -> choice.problem("allowed_tools", "is missing"));
    List<String> names = new ArrayList<>();
    for (Fields tool : allowed.children("tools")) {
      Optional<Fields> function = tool.fields(FUNCTION);
      if (function.isEmpty()) {
        return new ToolChoice.Native(Protocol.CHAT, choice.node());
      }
      names.add(function.get().requiredText("name"));
    }
    return new ToolChoice.Allowed(
        names, allowed.text("mode").filter("required"::equals).isPresent());
  }
}
