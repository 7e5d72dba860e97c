package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.schema.SchemaConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolsReader {
  /** Names by number in the API's own enum {@code FunctionCallingConfig.Mode}. */
  private static final List<String> MODES =
      List.of("MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED");

  private ToolsReader() {}

  /** The tools; what of the configuration has no place in them is added to {@code rest}. */
  static Tooling read(Fields body, ObjectNode rest) {
    List<Tool> tools = new ArrayList<>();
    for (Fields tool : Names.list(body, "tools")) {
      Names.list(tool, "functionDeclarations").forEach(each -> tools.add(function(each)));
      tool.rest()
          .properties()
          .forEach(
              field ->
                  tools.add(
                      new Tool.Native(
                          Protocol.GEMINI,
                          field.getKey(),
                          StrictJson.object().set(field.getKey(), field.getValue()))));
    }
    Optional<ToolChoice> choice =
        Names.fields(body, "toolConfig").flatMap(config -> choice(config, rest));
    return new Tooling(tools, choice, Optional.empty());
  }

  private static Tool function(Fields declaration) {
    String name = declaration.requiredText("name");
    Optional<String> description = declaration.text("description");
    Optional<ObjectNode> schema = declaration.object("parametersJsonSchema");
    Optional<ObjectNode> older = declaration.object("parameters");
    Optional<ObjectNode> parameters = schema.or(() -> older.map(ToolsReader::jsonSchema));
    ObjectNode rest = declaration.rest();
    Extras extras = Extras.of(Protocol.GEMINI, rest);
    boolean mark = rest.isEmpty() && schema.isEmpty() && older.isPresent();
    return new Tool.Function(
        name, description, parameters, Optional.empty(), mark ? Nested.MARK : extras);
  }

  private static ObjectNode jsonSchema(ObjectNode geminiSchema) {
    return SchemaConversion.toJsonSchema(geminiSchema) instanceof ObjectNode object
        ? object
        : geminiSchema;
  }

  private static Optional<ToolChoice> choice(Fields config, ObjectNode rest) {
    Optional<Fields> calling = Names.fields(config, "functionCallingConfig");
    Optional<ToolChoice> choice = Optional.empty();
    if (calling.isPresent()) {
      Fields fields = calling.get();
      String mode = mode(fields);
      choice = choice(mode, names(fields));
      Nested.add(rest, "toolConfig.functionCallingConfig", fields.rest());
      if (mode.equals("VALIDATED")) {
        rest.put("toolConfig.functionCallingConfig.mode", mode);
      }
    }
    Nested.add(rest, "toolConfig", config.rest());
    return choice;
  }

  private static String mode(Fields calling) {
    Optional<JsonNode> mode = calling.any("mode");
    if (mode.filter(JsonNode::isInt).isPresent()) {
      int number = mode.get().intValue();
      return number >= 0 && number < MODES.size() ? MODES.get(number) : "";
    }
    return calling.text("mode").orElse("MODE_UNSPECIFIED").toUpperCase(Locale.ROOT);
  }

  private static List<String> names(Fields calling) {
    List<String> names = new ArrayList<>();
    List<JsonNode> items =
        calling
            .any("allowedFunctionNames")
            .filter(JsonNode::isTextual)
            .map(List::of)
            .orElseGet(() -> calling.items("allowedFunctionNames"));
    for (JsonNode name : items) {
      if (!name.isTextual()) {
        throw calling.problem("allowedFunctionNames", "must be an array of strings");
      }
      names.add(name.textValue());
    }
    return names;
  }

  private static Optional<ToolChoice> choice(String mode, List<String> names) {
    return switch (mode) {
      case "NONE" -> Optional.of(new ToolChoice.None());
      case "ANY" ->
          Optional.of(
              switch (names.size()) {
                case 0 -> new ToolChoice.Any();
                case 1 -> new ToolChoice.Named(names.getFirst());
                default -> new ToolChoice.Allowed(names, true);
              });
      case "AUTO", "VALIDATED" ->
          Optional.of(
              names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(names, false));
      case "MODE_UNSPECIFIED", "FUNCTION_CALLING_CONFIG_MODE_UNSPECIFIED" ->
          names.isEmpty() ? Optional.empty() : Optional.of(new ToolChoice.Allowed(names, false));
      default ->
          throw Problem.invalid(
                  "toolConfig.functionCallingConfig.mode",
                  "`toolConfig.functionCallingConfig.mode` must be one of `AUTO`, `ANY`, `NONE`"
                      + " and `VALIDATED`")
              .toException();
    };
  }
}
