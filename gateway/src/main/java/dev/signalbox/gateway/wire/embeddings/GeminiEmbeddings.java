package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.embeddings.EmbeddingInput.Content;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gemini's embeddings: {@code embedContent} for one input, {@code batchEmbedContents} for a list.
 * Reads camelCase and snake_case, writes camelCase. Rules from <a
 * href="https://ai.google.dev/api/embeddings">its reference</a>.
 */
public final class GeminiEmbeddings implements EmbeddingFormat {
  private static final String CONFIG = "embedContentConfig";

  /** Whether {@code request} is written as {@code batchEmbedContents}. */
  public static boolean isBatch(EmbeddingRequest request) {
    return request.inputs().size() != 1;
  }

  @Override
  public EmbeddingRequest decodeRequest(ObjectNode body, RequestTarget target) {
    Fields fields = Fields.ofRequest(body, "");
    boolean batch = body.hasNonNull("requests");
    List<EmbeddingInput> inputs = new ArrayList<>();
    Extras extras = Extras.NONE;
    if (batch) {
      List<Fields> requests = fields.children("requests");
      Embeddings.checkCount(fields, "requests", requests.size());
      requests.forEach(item -> inputs.add(input(item)));
      extras = Extras.of(Protocol.GEMINI, fields.rest());
    } else {
      inputs.add(input(fields));
    }
    String model = target.model().or(() -> named(body)).orElse("");
    return new EmbeddingRequest(model, inputs, !batch, Optional.empty(), Optional.empty(), extras);
  }

  @Override
  public ObjectNode encodeRequest(EmbeddingRequest request, String model, Losses losses) {
    request.user().ifPresent(_ -> losses.dropped("user", "not part of the gemini API"));
    ObjectNode body = StrictJson.object();
    if (isBatch(request)) {
      ArrayNode requests = body.putArray("requests");
      for (int i = 0; i < request.inputs().size(); i++) {
        ObjectNode item = requests.addObject().put("model", resource(model));
        write(request.inputs().get(i), item, "input[%d]".formatted(i), losses);
      }
    } else {
      write(request.inputs().getFirst(), body, "input", losses);
    }
    request.extras().writeTo(body, Protocol.GEMINI, losses, "");
    return body;
  }

  @Override
  public EmbeddingReply decodeReply(ObjectNode body) {
    Fields fields = Fields.ofReply(body, "");
    List<EmbeddingVector> vectors = new ArrayList<>();
    Optional<Fields> one = fields.fields("embedding");
    one.ifPresent(item -> vectors.add(vector(item)));
    if (one.isEmpty()) {
      if (!(body.get("embeddings") instanceof ArrayNode)) {
        throw Embeddings.upstream("the provider's answer is not a list of embeddings");
      }
      fields.children("embeddings").forEach(item -> vectors.add(vector(item)));
    }
    OptionalLong tokens = tokens(fields.any("usageMetadata"));
    return new EmbeddingReply("", vectors, tokens, Extras.of(Protocol.GEMINI, fields.rest()));
  }

  @Override
  public ObjectNode encodeReply(
      EmbeddingReply reply, EmbeddingRequest request, String model, Losses losses) {
    Embeddings.checkAnswer(reply, request);
    ObjectNode body = StrictJson.object();
    if (request.single()) {
      body.putObject("embedding").set("values", reply.vectors().getFirst().toNumbers());
    } else {
      ArrayNode items = body.putArray("embeddings");
      reply.vectors().forEach(vector -> items.addObject().set("values", vector.toNumbers()));
    }
    reply
        .inputTokens()
        .ifPresent(
            tokens ->
                body.putObject("usageMetadata")
                    .put("promptTokenCount", tokens)
                    .put("totalTokenCount", tokens));
    reply.extras().writeTo(body, Protocol.GEMINI, losses, "");
    return body;
  }

  private static EmbeddingInput input(Fields fields) {
    Optional<Fields> config = fields.fields(CONFIG).or(() -> fields.fields("embed_content_config"));
    ObjectNode content =
        fields.object("content").orElseThrow(() -> fields.problem("content", "is missing"));
    // The model stands in the address as well, which is what counts.
    fields.skip("model");
    Optional<Integer> dimensions =
        dimensions(fields).or(() -> config.flatMap(GeminiEmbeddings::dimensions));
    Optional<String> task =
        text(fields, "taskType", "task_type")
            .or(() -> config.flatMap(inner -> text(inner, "taskType", "task_type")));
    Optional<String> title =
        text(fields, "title", "title")
            .or(() -> config.flatMap(inner -> text(inner, "title", "title")));
    ObjectNode rest = fields.rest();
    config
        .map(Fields::rest)
        .filter(left -> !left.isEmpty())
        .ifPresent(left -> rest.set(CONFIG, left));
    return new EmbeddingInput(
        content(fields, content), dimensions, task, title, Extras.of(Protocol.GEMINI, rest));
  }

  private static Optional<Integer> dimensions(Fields fields) {
    return fields
        .integer("outputDimensionality")
        .or(() -> fields.integer("output_dimensionality"))
        .map(value -> Embeddings.checkDimensions(fields, "outputDimensionality", value));
  }

  private static Optional<String> text(Fields fields, String camel, String snake) {
    return fields.text(camel).or(() -> fields.text(snake));
  }

  private static Content content(Fields fields, ObjectNode content) {
    JsonNode parts = content.path("parts");
    if (!parts.isArray() || parts.isEmpty()) {
      throw fields.problem("content.parts", "must have at least one item");
    }
    boolean plain =
        parts.size() == 1 && parts.get(0).size() == 1 && parts.get(0).path("text").isTextual();
    return plain
        ? new Content.Text(parts.get(0).get("text").textValue())
        : new Content.Native(content);
  }

  private static void write(EmbeddingInput input, ObjectNode target, String at, Losses losses) {
    switch (input.content()) {
      case Content.Text text ->
          target.putObject("content").putArray("parts").addObject().put("text", text.text());
      case Content.Native content -> target.set("content", content.raw());
      case Content.Tokens _ ->
          throw Problem.invalid(
                  at,
                  "`%s` must be a string: the provider of this model takes no token numbers"
                      .formatted(at))
              .toException();
    }
    input.task().ifPresent(value -> target.put("taskType", value));
    input.title().ifPresent(value -> target.put("title", value));
    input.dimensions().ifPresent(value -> target.put("outputDimensionality", value));
    input.extras().writeTo(target, Protocol.GEMINI, losses, at);
  }

  private static EmbeddingVector vector(Fields item) {
    return Embeddings.vector(item.any("values").orElseGet(item::node), item.at("values"));
  }

  // What else usageMetadata says splits the same figure by kind of input.
  private static OptionalLong tokens(Optional<JsonNode> usage) {
    JsonNode count = usage.orElseGet(StrictJson::object).path("promptTokenCount");
    return count.canConvertToExactIntegral() && count.canConvertToLong() && count.longValue() >= 0
        ? OptionalLong.of(count.longValue())
        : OptionalLong.empty();
  }

  private static Optional<String> named(ObjectNode body) {
    JsonNode first = body.path("requests").path(0).path("model");
    JsonNode model = first.isTextual() ? first : body.path("model");
    return model.isTextual() ? Optional.of(withoutPrefix(model.textValue())) : Optional.empty();
  }

  private static String withoutPrefix(String name) {
    return name.startsWith("models/") ? name.substring("models/".length()) : name;
  }

  private static String resource(String model) {
    return model.startsWith("models/") || model.startsWith("tunedModels/")
        ? model
        : "models/" + model;
  }
}
