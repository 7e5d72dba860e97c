package dev.signalbox.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.demo.Errand.Kind;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.function.BiConsumer;

/** Puts a request of the sample traffic into the words of the API that it comes through. */
final class ErrandBody {
  /** What an assistant said before; what it really said is of no matter. */
  static final String REPLY = "That depends; tell me more and I will look it up.";

  /** Words of a prompt that does not fit: more than the small model of the demo reads. */
  static final int TOO_LONG_WORDS = 60_000;

  /** An example key from the vendor's documentation. */
  private static final String CREDENTIAL = " My key is AKIAIOSFODNN7EXAMPLE, if you need it.";

  private static final String PERSONAL = " Write to jane.doe@example.com or call +1 415 555 0132.";
  private static final int MOST_TOKENS = 1_024;

  /** One white pixel. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJg"
          + "gg==";

  private static final JsonNode LOOK_UP =
      json(
          """
          {"type":"object","properties":{"order":{"type":"string"}},"required":["order"]}""");

  private static final JsonNode INVOICE =
      json(
          """
          {"type":"object","properties":{"sender":{"type":"string"},"date":{"type":"string"},\
          "amount":{"type":"number"}},"required":["sender","date","amount"],\
          "additionalProperties":false}""");

  private ErrandBody() {}

  /** What is sent where. */
  record Call(String path, ObjectNode body) {}

  static Call of(Errand errand) {
    return switch (errand.door()) {
      case CHAT -> new Call("/v1/chat/completions", chat(errand));
      case RESPONSES -> new Call("/v1/responses", responses(errand));
      case MESSAGES -> new Call("/v1/messages", messages(errand));
      case GEMINI -> new Call(geminiPath(errand), gemini(errand));
      case EMBEDDINGS ->
          new Call(
              "/v1/embeddings",
              StrictJson.object().put("model", errand.model()).put("input", errand.questionAt(0)));
    };
  }

  /** The text of the last turn. */
  private static String lastText(Errand errand) {
    String question = errand.questionAt(errand.turn());
    String wish = " Answer in " + errand.words() + " words.";
    return switch (errand.kind()) {
      case CREDENTIAL -> question + CREDENTIAL + wish;
      case PERSONAL -> question + PERSONAL + wish;
      case TOO_LONG -> question + " word".repeat(TOO_LONG_WORDS);
      case PLAIN, TOOLS, SCHEMA, PICTURE, UNKNOWN_PROFILE, LEAVES -> question + wish;
    };
  }

  /** Tells {@code turn} the role and text of each turn but the last. */
  private static void before(Errand errand, BiConsumer<Boolean, String> turn) {
    for (int i = 0; i < errand.turn(); i++) {
      turn.accept(false, errand.questionAt(i));
      turn.accept(true, REPLY);
    }
  }

  private static ObjectNode chat(Errand errand) {
    ObjectNode body =
        StrictJson.object().put("model", errand.model()).put("stream", errand.stream());
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", errand.team().briefing());
    before(
        errand,
        (model, text) ->
            messages.addObject().put("role", model ? "assistant" : "user").put("content", text));
    ObjectNode last = messages.addObject().put("role", "user");
    if (errand.kind() == Kind.PICTURE) {
      ArrayNode parts = last.putArray("content");
      parts.addObject().put("type", "text").put("text", lastText(errand));
      parts
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", "data:image/png;base64," + PICTURE);
    } else {
      last.put("content", lastText(errand));
    }
    if (errand.kind() == Kind.TOOLS) {
      ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
      function(tool.putObject("function"), "parameters");
    }
    if (errand.kind() == Kind.SCHEMA) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      schema(format.putObject("json_schema"));
    }
    return body;
  }

  private static ObjectNode responses(Errand errand) {
    ObjectNode body =
        StrictJson.object()
            .put("model", errand.model())
            .put("stream", errand.stream())
            .put("instructions", errand.team().briefing());
    ArrayNode input = body.putArray("input");
    before(
        errand,
        (model, text) ->
            input.addObject().put("role", model ? "assistant" : "user").put("content", text));
    ObjectNode last = input.addObject().put("role", "user");
    if (errand.kind() == Kind.PICTURE) {
      ArrayNode parts = last.putArray("content");
      parts.addObject().put("type", "input_text").put("text", lastText(errand));
      parts
          .addObject()
          .put("type", "input_image")
          .put("image_url", "data:image/png;base64," + PICTURE);
    } else {
      last.put("content", lastText(errand));
    }
    if (errand.kind() == Kind.TOOLS) {
      function(body.putArray("tools").addObject().put("type", "function"), "parameters");
    }
    if (errand.kind() == Kind.SCHEMA) {
      ObjectNode format = body.putObject("text").putObject("format").put("type", "json_schema");
      schema(format);
    }
    return body;
  }

  private static ObjectNode messages(Errand errand) {
    ObjectNode body =
        StrictJson.object()
            .put("model", errand.model())
            .put("stream", errand.stream())
            .put("max_tokens", MOST_TOKENS)
            .put("system", errand.team().briefing());
    ArrayNode messages = body.putArray("messages");
    before(
        errand,
        (model, text) ->
            messages.addObject().put("role", model ? "assistant" : "user").put("content", text));
    ArrayNode parts = messages.addObject().put("role", "user").putArray("content");
    if (errand.kind() == Kind.PICTURE) {
      parts
          .addObject()
          .put("type", "image")
          .putObject("source")
          .put("type", "base64")
          .put("media_type", "image/png")
          .put("data", PICTURE);
    }
    parts.addObject().put("type", "text").put("text", lastText(errand));
    if (errand.kind() == Kind.TOOLS) {
      function(body.putArray("tools").addObject(), "input_schema");
    }
    return body;
  }

  private static String geminiPath(Errand errand) {
    return "/v1beta/models/"
        + errand.model()
        + (errand.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
  }

  private static ObjectNode gemini(Errand errand) {
    ObjectNode body = StrictJson.object();
    body.putObject("systemInstruction")
        .putArray("parts")
        .addObject()
        .put("text", errand.team().briefing());
    ArrayNode contents = body.putArray("contents");
    before(
        errand,
        (model, text) ->
            contents
                .addObject()
                .put("role", model ? "model" : "user")
                .putArray("parts")
                .addObject()
                .put("text", text));
    ArrayNode parts = contents.addObject().put("role", "user").putArray("parts");
    parts.addObject().put("text", lastText(errand));
    if (errand.kind() == Kind.PICTURE) {
      parts.addObject().putObject("inlineData").put("mimeType", "image/png").put("data", PICTURE);
    }
    if (errand.kind() == Kind.TOOLS) {
      ObjectNode tool = body.putArray("tools").addObject();
      function(tool.putArray("functionDeclarations").addObject(), "parameters");
    }
    if (errand.kind() == Kind.SCHEMA) {
      body.putObject("generationConfig")
          .put("responseMimeType", "application/json")
          .set("responseJsonSchema", INVOICE.deepCopy());
    }
    return body;
  }

  private static void function(ObjectNode function, String parameters) {
    function
        .put("name", "look_up")
        .put("description", "Looks an order up.")
        .set(parameters, LOOK_UP.deepCopy());
  }

  private static void schema(ObjectNode format) {
    format.put("name", "invoice").put("strict", true).set("schema", INVOICE.deepCopy());
  }

  private static JsonNode json(String text) {
    return StrictJson.tryParse(text).orElseThrow();
  }
}
