package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules of Bedrock's Converse (docs.aws.amazon.com/bedrock/latest/APIReference,
 * API_runtime_Converse and its types, read 2026-11), and what it tells of conversations when it
 * refuses one.
 */
final class ConverseRequestRules implements RequestRules {
  private static final Set<String> KEYS =
      Set.of(
          "messages",
          "system",
          "inferenceConfig",
          "toolConfig",
          "guardrailConfig",
          "additionalModelRequestFields",
          "additionalModelResponseFieldPaths",
          "promptVariables",
          "requestMetadata",
          "performanceConfig",
          "serviceTier",
          "outputConfig");

  private static final Set<String> BLOCKS =
      Set.of(
          "text",
          "image",
          "document",
          "video",
          "audio",
          "toolUse",
          "toolResult",
          "reasoningContent",
          "cachePoint",
          "guardContent");

  private static final Set<String> OF_RESULTS =
      Set.of("text", "json", "image", "document", "video", "audio");

  private final Set<String> names = new HashSet<>();
  private boolean tooling;

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(body, out);
    request.only(KEYS);
    messages(request);
    for (Shape block : request.objects("system")) {
      block.only(Set.of("text", "cachePoint", "guardContent"));
      if (block.has("text")) {
        text(block);
      }
    }
    request.object("inferenceConfig").ifPresent(ConverseRequestRules::inference);
    request.require(!tooling || request.has("toolConfig"), "toolConfig", "goes with calls");
    request.object("toolConfig").ifPresent(ConverseRequestRules::tools);
    request
        .object("outputConfig")
        .ifPresent(
            config -> {
              Shape format = config.requiredObject("textFormat");
              format.oneOf("type", Set.of("json_schema"));
              Shape schema = format.requiredObject("structure").requiredObject("jsonSchema");
              schema.only(Set.of("name", "description", "schema"));
              schema.filledText("schema");
            });
    request
        .object("serviceTier")
        .ifPresent(tier -> tier.oneOf("type", Set.of("priority", "default", "flex", "reserved")));
    return out;
  }

  private static void inference(Shape config) {
    config.only(Set.of("maxTokens", "temperature", "topP", "stopSequences"));
    config.whole("maxTokens", 1, Integer.MAX_VALUE);
    config.number("temperature", 0, 1);
    config.number("topP", 0, 1);
    config
        .texts("stopSequences")
        .forEach(stop -> config.require(!stop.isBlank(), "stopSequences", "must not be blank"));
  }

  private static void tools(Shape config) {
    config.only(Set.of("tools", "toolChoice"));
    for (Shape tool : config.filledObjects("tools")) {
      tool.only(Set.of("toolSpec", "cachePoint"));
      tool.object("toolSpec")
          .ifPresent(
              spec -> {
                spec.only(Set.of("name", "description", "inputSchema", "strict"));
                spec.filledText("name");
                spec.requiredObject("inputSchema").requiredObject("json").required("type");
              });
    }
    config
        .object("toolChoice")
        .ifPresent(
            choice -> {
              choice.only(Set.of("auto", "any", "tool"));
              choice.require(choice.node().size() == 1, "toolChoice", "must be one of three");
            });
  }

  private void messages(Shape request) {
    request.required("messages");
    String expected = "user";
    for (Shape message : request.filledObjects("messages")) {
      message.only(Set.of("role", "content"));
      message.oneOf("role", Set.of(expected));
      boolean others = false;
      boolean document = false;
      boolean text = false;
      for (Shape block : message.filledObjects("content")) {
        block.require(block.node().size() == 1, "", "a block is one thing");
        block.only(BLOCKS);
        boolean result = block.has("toolResult");
        block.require(!result || !others, "toolResult", "results come first");
        others |= !result && !block.has("cachePoint");
        document |= block.has("document");
        text |= block.has("text");
        block(block, expected);
      }
      message.require(!document || text, "content", "a text stands beside documents");
      expected = expected.equals("user") ? "assistant" : "user";
    }
  }

  private void block(Shape block, String role) {
    if (block.has("text")) {
      text(block);
    }
    block.object("toolUse").ifPresent(call -> call(call, role));
    block.object("toolResult").ifPresent(result -> result(result, role));
    block.object("image").ifPresent(image -> media(image, role));
    block.object("document").ifPresent(document -> document(document, role));
    block
        .object("reasoningContent")
        .ifPresent(
            reasoning ->
                reasoning
                    .object("reasoningText")
                    .ifPresent(thought -> thought.filledText("signature")));
  }

  private static void text(Shape block) {
    String text = block.requiredText("text");
    block.require(!text.isBlank(), "text", "must not be blank");
  }

  private void call(Shape call, String role) {
    tooling = true;
    call.require(role.equals("assistant"), "", "only the assistant calls");
    call.only(Set.of("toolUseId", "name", "input"));
    id(call);
    call.filledText("name");
    call.requiredObject("input");
  }

  private static void id(Shape shape) {
    shape.require(
        shape.requiredText("toolUseId").matches("[a-zA-Z0-9_-]{1,64}"), "toolUseId", "shape");
  }

  private void result(Shape result, String role) {
    tooling = true;
    result.require(role.equals("user"), "", "only the user has results");
    result.only(Set.of("toolUseId", "content", "status"));
    id(result);
    result.oneOf("status", Set.of("success", "error"));
    result.required("content");
    for (Shape block : result.objects("content")) {
      block.only(OF_RESULTS);
      if (block.has("text")) {
        text(block);
      }
      block.object("image").ifPresent(image -> media(image, role));
      block.object("document").ifPresent(document -> document(document, role));
    }
  }

  private static void media(Shape image, String role) {
    image.require(role.equals("user"), "", "only the user shows media");
    image.only(Set.of("format", "source"));
    image.oneOf("format", Set.of("png", "jpeg", "gif", "webp"));
    image.requiredObject("source").only(Set.of("bytes", "s3Location"));
  }

  private void document(Shape document, String role) {
    document.require(role.equals("user"), "", "only the user shows documents");
    document.only(Set.of("format", "name", "source", "citations", "context"));
    document.oneOf(
        "format", Set.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"));
    String name = document.requiredText("name");
    document.require(
        name.matches("[a-zA-Z0-9()\\[\\]-]+( [a-zA-Z0-9()\\[\\]-]+)*") && name.length() <= 220,
        "name",
        "shape");
    document.require(names.add(name), "name", "stands twice");
    document.requiredObject("source").only(Set.of("bytes", "s3Location", "text", "content"));
  }
}
