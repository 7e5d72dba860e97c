package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.embeddings.EmbeddingInput.Content;
import dev.signalbox.gateway.wire.embeddings.EmbeddingRequest.Encoding;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * OpenAI's embeddings, {@code POST /v1/embeddings}, which most other makers copied. Rules from <a
 * href="https://platform.openai.com/docs/api-reference/embeddings">its reference</a>.
 */
public final class OpenAiEmbeddings implements EmbeddingFormat {
  private static final String NOT_OPENAI = "not part of the OpenAI API";

  @Override
  public EmbeddingRequest decodeRequest(ObjectNode body, RequestTarget target) {
    Fields fields = Fields.ofRequest(body, "");
    String model = fields.requiredText("model");
    JsonNode input = fields.any("input").orElseThrow(() -> fields.problem("input", "is missing"));
    Optional<Integer> dimensions =
        fields
            .integer("dimensions")
            .map(value -> Embeddings.checkDimensions(fields, "dimensions", value));
    Optional<Encoding> encoding =
        fields.text("encoding_format").map(text -> encoding(fields, text));
    Optional<String> user = fields.text("user");
    List<EmbeddingInput> inputs =
        contents(fields, input).stream()
            .map(content -> EmbeddingInput.of(content, dimensions))
            .toList();
    boolean single = input.isTextual() || isTokens(input);
    return new EmbeddingRequest(
        model, inputs, single, encoding, user, Extras.of(Protocol.CHAT, fields.rest()));
  }

  @Override
  public ObjectNode encodeRequest(EmbeddingRequest request, String model, Losses losses) {
    ObjectNode body = StrictJson.object().put("model", model);
    List<JsonNode> inputs = new ArrayList<>();
    for (int i = 0; i < request.inputs().size(); i++) {
      inputs.add(encodeInput(request, i, losses));
    }
    if (request.single()) {
      body.set("input", inputs.getFirst());
    } else {
      body.putArray("input").addAll(inputs);
    }
    commonDimensions(request).ifPresent(value -> body.put("dimensions", value));
    request.encoding().ifPresent(value -> body.put("encoding_format", nameOf(value)));
    request.user().ifPresent(value -> body.put("user", value));
    request.extras().writeTo(body, Protocol.CHAT, losses, "");
    return body;
  }

  @Override
  public EmbeddingReply decodeReply(ObjectNode body) {
    Fields fields = Fields.ofReply(body, "");
    if (!(body.get("data") instanceof ArrayNode)) {
      throw Embeddings.upstream("the provider's answer is not a list of embeddings");
    }
    record Numbered(int index, EmbeddingVector vector) {}
    List<Numbered> vectors = new ArrayList<>();
    for (Fields item : fields.children("data")) {
      JsonNode value = item.any("embedding").orElseGet(item::node);
      vectors.add(
          new Numbered(
              item.integer("index").orElse(vectors.size()),
              Embeddings.vector(value, item.at("embedding"))));
    }
    // A stable sort: servers that give no or equal indexes keep the order they answered in.
    vectors.sort(Comparator.comparingInt(Numbered::index));
    fields.skip("object");
    return new EmbeddingReply(
        fields.text("model").orElse(""),
        vectors.stream().map(Numbered::vector).toList(),
        tokens(fields),
        Extras.of(Protocol.CHAT, fields.rest()));
  }

  @Override
  public ObjectNode encodeReply(
      EmbeddingReply reply, EmbeddingRequest request, String model, Losses losses) {
    Embeddings.checkAnswer(reply, request);
    boolean packed = request.encoding().filter(value -> value == Encoding.BASE64).isPresent();
    ObjectNode body = StrictJson.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    for (EmbeddingVector vector : reply.vectors()) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      if (packed) {
        item.put("embedding", vector.toBase64());
      } else {
        item.set("embedding", vector.toNumbers());
      }
    }
    body.put("model", model);
    if (reply.inputTokens().isEmpty()) {
      losses.adapted("usage", "the provider gave no figures, so they are 0");
    }
    long tokens = reply.inputTokens().orElse(0);
    body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    reply.extras().writeTo(body, Protocol.CHAT, losses, "");
    return body;
  }

  private static List<Content> contents(Fields fields, JsonNode input) {
    if (input.isTextual() || isTokens(input)) {
      return List.of(content(fields, "input", input));
    }
    List<JsonNode> items = fields.items("input");
    Embeddings.checkCount(fields, "input", items.size());
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      contents.add(content(fields, "input[" + i + "]", items.get(i)));
    }
    return contents;
  }

  private static Content content(Fields fields, String at, JsonNode item) {
    if (item.isTextual()) {
      return new Content.Text(item.textValue());
    }
    if (!isTokens(item)) {
      throw fields.problem(at, "must be a string or an array of token numbers");
    }
    List<Integer> tokens = new ArrayList<>(item.size());
    for (JsonNode token : item) {
      if (!token.canConvertToExactIntegral() || !token.canConvertToInt() || token.intValue() < 0) {
        throw fields.problem(at, "must hold only token numbers, which are whole and not negative");
      }
      tokens.add(token.intValue());
    }
    return new Content.Tokens(tokens);
  }

  private static boolean isTokens(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isNumber();
  }

  private static Encoding encoding(Fields fields, String text) {
    return switch (text) {
      case "float" -> Encoding.FLOAT;
      case "base64" -> Encoding.BASE64;
      default -> throw fields.problem("encoding_format", "must be `float` or `base64`");
    };
  }

  private static String nameOf(Encoding encoding) {
    return switch (encoding) {
      case FLOAT -> "float";
      case BASE64 -> "base64";
    };
  }

  private static JsonNode encodeInput(EmbeddingRequest request, int index, Losses losses) {
    EmbeddingInput input = request.inputs().get(index);
    String at = request.single() ? "" : "requests[%d]".formatted(index);
    input.task().ifPresent(_ -> losses.dropped(join(at, "taskType"), NOT_OPENAI));
    input.title().ifPresent(_ -> losses.dropped(join(at, "title"), NOT_OPENAI));
    input.extras().writeTo(StrictJson.object(), Protocol.CHAT, losses, at);
    return switch (input.content()) {
      case Content.Text text -> StrictJson.mapper().getNodeFactory().textNode(text.text());
      case Content.Tokens tokens -> {
        ArrayNode numbers = StrictJson.mapper().createArrayNode();
        tokens.tokens().forEach(numbers::add);
        yield numbers;
      }
      case Content.Native content ->
          StrictJson.mapper()
              .getNodeFactory()
              .textNode(joinedText(content.raw(), join(at, "content"), losses));
    };
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String joinedText(ObjectNode content, String at, Losses losses) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : content.path("parts")) {
      if (!part.path("text").isTextual()) {
        throw Problem.invalid(
                at + ".parts",
                "`%s.parts` must hold only text: the provider of this model embeds nothing else"
                    .formatted(at))
            .toException();
      }
      joined.append(part.get("text").textValue());
    }
    losses.adapted(at + ".parts", "joined to one text");
    return joined.toString();
  }

  private static Optional<Integer> commonDimensions(EmbeddingRequest request) {
    Optional<Integer> first = request.inputs().getFirst().dimensions();
    for (int i = 1; i < request.inputs().size(); i++) {
      if (!request.inputs().get(i).dimensions().equals(first)) {
        String at = "requests[%d].outputDimensionality".formatted(i);
        throw Problem.invalid(
                at,
                "`%s` must be that of `requests[0]`: the provider of this model takes one for all"
                    .formatted(at))
            .toException();
      }
    }
    return first;
  }

  private static OptionalLong tokens(Fields fields) {
    JsonNode usage = fields.any("usage").orElseGet(StrictJson::object);
    for (String name : List.of("prompt_tokens", "total_tokens")) {
      JsonNode count = usage.path(name);
      if (count.canConvertToExactIntegral() && count.canConvertToLong() && count.longValue() >= 0) {
        return OptionalLong.of(count.longValue());
      }
    }
    return OptionalLong.empty();
  }
}
