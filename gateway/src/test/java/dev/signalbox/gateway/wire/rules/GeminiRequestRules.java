package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules of {@code :generateContent} (ai.google.dev/api/generate-content), Vertex AI's few further
 * fields included.
 */
final class GeminiRequestRules implements RequestRules {
  private static final Set<String> KEYS =
      Set.of(
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          "safetySettings",
          "generationConfig",
          "cachedContent",
          "labels",
          "modelArmorConfig",
          "model",
          "store",
          "serviceTier");
  private static final Set<String> CONFIG_KEYS =
      Set.of(
          "stopSequences",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "responseModalities",
          "candidateCount",
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "seed",
          "presencePenalty",
          "frequencyPenalty",
          "responseLogprobs",
          "logprobs",
          "enableEnhancedCivicAnswers",
          "speechConfig",
          "thinkingConfig",
          "imageConfig",
          "mediaResolution",
          "audioTimestamp",
          "routingConfig");
  private static final Set<String> TOOL_KEYS =
      Set.of(
          "functionDeclarations",
          "googleSearch",
          "googleSearchRetrieval",
          "codeExecution",
          "urlContext",
          "computerUse",
          "fileSearch",
          "googleMaps",
          "retrieval",
          "enterpriseWebSearch",
          "mcpServers");
  private static final Set<String> DECLARATION_KEYS =
      Set.of(
          "name",
          "description",
          "behavior",
          "parameters",
          "parametersJsonSchema",
          "response",
          "responseJsonSchema");
  private static final Set<String> JSON_TYPES = Set.of("application/json", "text/x.enum");

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(Names.camel(body), out);
    request.only(KEYS);
    Set<String> names = tools(request);
    new GeminiContents().check(request);
    request.object("generationConfig").ifPresent(GeminiRequestRules::config);
    toolConfig(request, names);
    request
        .objects("safetySettings")
        .forEach(
            setting -> {
              setting.only(Set.of("category", "threshold", "method"));
              setting.required("category");
              setting.required("threshold");
            });
    return out;
  }

  private static void config(Shape config) {
    config.only(CONFIG_KEYS);
    config.number("temperature", 0, 2);
    config.number("topP", 0, 1);
    config.number("topK", 1, Integer.MAX_VALUE);
    config.number("presencePenalty", -2, 2);
    config.number("frequencyPenalty", -2, 2);
    config.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
    config.whole("candidateCount", 1, 8);
    config.whole("maxOutputTokens", 1, Integer.MAX_VALUE);
    List<String> stop = config.texts("stopSequences");
    config.require(stop.size() <= 5, "stopSequences", "must hold at most 5");
    config.require(!stop.contains(""), "stopSequences", "must not hold empty texts");
    config
        .whole("logprobs", 0, 20)
        .ifPresent(
            _ ->
                config.require(
                    config.isTrue("responseLogprobs"), "logprobs", "needs responseLogprobs"));
    config.texts("responseModalities");
    format(config);
    config.object("thinkingConfig").ifPresent(GeminiRequestRules::thinking);
  }

  private static void format(Shape config) {
    boolean schema = config.has("responseSchema");
    boolean jsonSchema = config.has("responseJsonSchema");
    config.require(!(schema && jsonSchema), "responseSchema", "not beside responseJsonSchema");
    String type = config.text("responseMimeType").orElse("text/plain");
    config.require(
        JSON_TYPES.contains(type) || type.equals("text/plain"),
        "responseMimeType",
        "must be text/plain, application/json or text/x.enum");
    config.require(
        JSON_TYPES.contains(type) || !(schema || jsonSchema),
        "responseMimeType",
        "must be application/json with a schema");
    config
        .any("responseSchema")
        .ifPresent(value -> SchemaRules.gemini(value, "responseSchema", config::fail));
    config.object("responseJsonSchema");
  }

  private static void thinking(Shape thinking) {
    thinking.only(Set.of("includeThoughts", "thinkingBudget", "thinkingLevel"));
    thinking.flag("includeThoughts");
    thinking.whole("thinkingBudget", -1, 32_768);
    thinking
        .text("thinkingLevel")
        .ifPresent(
            level -> {
              thinking.require(
                  Set.of("MINIMAL", "LOW", "MEDIUM", "HIGH")
                      .contains(level.toUpperCase(Locale.ROOT)),
                  "thinkingLevel",
                  "must be minimal, low, medium or high");
              thinking.require(
                  !thinking.has("thinkingBudget"), "thinkingLevel", "not beside thinkingBudget");
            });
  }

  private static Set<String> tools(Shape request) {
    Set<String> names = new HashSet<>();
    List<Shape> tools =
        request.node().path("tools").isObject()
            ? request.object("tools").stream().toList()
            : request.objects("tools");
    for (Shape tool : tools) {
      tool.only(TOOL_KEYS);
      tool.objects("functionDeclarations").forEach(declared -> declaration(declared, names));
    }
    return names;
  }

  private static void declaration(Shape declared, Set<String> names) {
    declared.only(DECLARATION_KEYS);
    String name = declared.requiredText("name");
    declared.require(isFunctionName(name), "name", "a letter or _ first, at most 64 characters");
    declared.require(names.add(name), "name", "stands twice");
    declared.text("description");
    declared.require(
        !(declared.has("parameters") && declared.has("parametersJsonSchema")),
        "parameters",
        "not beside parametersJsonSchema");
    declared
        .any("parameters")
        .ifPresent(schema -> SchemaRules.gemini(schema, "parameters", declared::fail));
    declared.object("parametersJsonSchema");
  }

  static boolean isFunctionName(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_')
        && Values.all(name, c -> Values.isNameCharacter(c) || c == '.' || c == ':');
  }

  private static void toolConfig(Shape request, Set<String> names) {
    request
        .object("toolConfig")
        .ifPresent(
            config -> {
              config.only(
                  Set.of(
                      "functionCallingConfig",
                      "retrievalConfig",
                      "includeServerSideToolInvocations"));
              config.object("functionCallingConfig").ifPresent(calling -> calling(calling, names));
            });
  }

  private static void calling(Shape calling, Set<String> names) {
    calling.only(Set.of("mode", "allowedFunctionNames"));
    String mode = calling.text("mode").orElse("AUTO").toUpperCase(Locale.ROOT);
    calling.require(
        Set.of("AUTO", "ANY", "NONE", "VALIDATED").contains(mode),
        "mode",
        "must be AUTO, ANY, NONE or VALIDATED");
    List<String> allowed = calling.texts("allowedFunctionNames");
    calling.require(
        allowed.isEmpty() || mode.equals("ANY") || mode.equals("VALIDATED"),
        "allowedFunctionNames",
        "only with mode ANY or VALIDATED");
    calling.require(names.containsAll(allowed), "allowedFunctionNames", "names no function");
    calling.require(!mode.equals("ANY") || !names.isEmpty(), "mode", "ANY needs functions");
  }
}
