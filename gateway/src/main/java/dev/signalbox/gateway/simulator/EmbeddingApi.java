package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.model.PromptTokens;
import dev.signalbox.gateway.simulator.model.Vectors;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Embeds texts, in OpenAI's and Gemini's shape. */
final class EmbeddingApi {
  /** Most texts of one request, as at OpenAI. */
  static final int MAX_TEXTS = 2_048;

  private EmbeddingApi() {}

  static Answer openAi(ObjectNode body, String model) {
    Fields fields = Fields.ofRequest(body, "");
    int size = size(fields, "dimensions");
    boolean base64 = fields.text("encoding_format").filter("base64"::equals).isPresent();
    List<String> texts = texts(fields);
    ObjectNode answer = StrictJson.object().put("object", "list");
    ArrayNode data = answer.putArray("data");
    long tokens = 0;
    for (String text : texts) {
      tokens += PromptTokens.ofText(text);
      ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      float[] vector = Vectors.of(text, size);
      if (base64) {
        item.put("embedding", littleEndian(vector));
      } else {
        item.set("embedding", numbers(vector));
      }
    }
    answer.put("model", model);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return Answer.json(200, answer);
  }

  static Answer gemini(ObjectNode body, boolean batch) {
    Fields fields = Fields.ofRequest(body, "");
    ObjectNode answer = StrictJson.object();
    if (!batch) {
      answer.set("embedding", geminiEmbedding(fields));
      return Answer.json(200, answer);
    }
    List<Fields> requests = fields.children("requests");
    checkCount(fields, "requests", requests.size());
    ArrayNode all = answer.putArray("embeddings");
    requests.forEach(request -> all.add(geminiEmbedding(request)));
    return Answer.json(200, answer);
  }

  private static ObjectNode geminiEmbedding(Fields request) {
    String sizeName =
        request.node().has("output_dimensionality")
            ? "output_dimensionality"
            : "outputDimensionality";
    int size = size(request, sizeName);
    StringBuilder text = new StringBuilder();
    Fields content =
        request.fields("content").orElseThrow(() -> request.problem("content", "is missing"));
    for (Fields part : content.children("parts")) {
      text.append(part.text("text").orElse(""));
    }
    ObjectNode embedding = StrictJson.object();
    embedding.set("values", numbers(Vectors.of(text.toString(), size)));
    return embedding;
  }

  private static int size(Fields fields, String name) {
    int size = fields.integer(name).orElse(Vectors.STANDARD_SIZE);
    if (size < 1 || size > Vectors.MAX_SIZE) {
      throw fields.problem(name, "must be from 1 to " + Vectors.MAX_SIZE);
    }
    return size;
  }

  /** One text, several, or tokens, which stand for themselves. */
  private static List<String> texts(Fields fields) {
    JsonNode input = fields.any("input").orElseThrow(() -> fields.problem("input", "is missing"));
    List<String> texts = new ArrayList<>();
    boolean several = input.isArray() && !input.isEmpty() && !input.get(0).isNumber();
    if (several) {
      checkCount(fields, "input", input.size());
      input.forEach(each -> texts.add(textOf(each)));
    } else {
      texts.add(textOf(input));
    }
    return texts;
  }

  private static void checkCount(Fields fields, String name, int count) {
    if (count > MAX_TEXTS) {
      throw fields.problem(name, "holds more than " + MAX_TEXTS + " items");
    }
  }

  private static String textOf(JsonNode input) {
    return input.isTextual() ? input.textValue() : input.toString();
  }

  private static ArrayNode numbers(float[] vector) {
    ArrayNode numbers = StrictJson.object().arrayNode(vector.length);
    for (float each : vector) {
      numbers.add(each);
    }
    return numbers;
  }

  private static String littleEndian(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float each : vector) {
      bytes.putFloat(each);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
