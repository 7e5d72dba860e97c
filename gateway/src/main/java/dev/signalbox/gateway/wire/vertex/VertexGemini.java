package dev.signalbox.gateway.wire.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gemini's API at Vertex AI (<a
 * href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">generateContent</a>,
 * <a
 * href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens">countTokens</a>,
 * read 2026-11). It wants the role of each content, and does not take all that the Gemini API does.
 */
public record VertexGemini() implements ApiVariant {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  private static final List<String> CHANGED =
      List.of(
          "contents",
          "tools",
          "generationConfig",
          "generation_config",
          "cachedContent",
          "cached_content",
          "serviceTier",
          "service_tier",
          "store");

  @Override
  public byte[] passed(BodyScan body, Losses losses) {
    BodyScan scan = body;
    for (String name : CHANGED) {
      if (scan.has(name)) {
        scan = passed(scan, name, losses);
      }
    }
    return scan.bytes();
  }

  private static BodyScan passed(BodyScan scan, String name, Losses losses) {
    JsonNode value = StrictJson.parse(scan.value(name).orElse(NULL));
    ObjectNode field = StrictJson.object();
    field.set(name, value.deepCopy());
    GeminiFields.clean(field, losses);
    if (!field.has(name)) {
      return BodyScan.of(scan.withoutField(name));
    }
    return field.get(name).equals(value)
        ? scan
        : BodyScan.of(scan.withValue(name, StrictJson.toBytes(field.get(name))));
  }

  @Override
  public void adapt(ObjectNode body, Losses losses) {
    GeminiFields.clean(body, losses);
  }

  /** Its fields stand in the body itself, and only those that count. */
  @Override
  public ObjectNode toCount(ObjectNode body, Losses losses) {
    ObjectNode question = StrictJson.object();
    if (body.get("generateContentRequest") instanceof ObjectNode whole) {
      List.of("contents", "systemInstruction", "tools", "generationConfig").stream()
          .filter(whole::has)
          .forEach(name -> question.set(name, whole.get(name)));
    }
    GeminiFields.clean(question, losses);
    return question;
  }

  @Override
  public ObjectNode toEmbed(ObjectNode body, String model, Losses losses) {
    return GeminiEmbedding.isPrediction(model)
        ? GeminiEmbedding.prediction(body, losses)
        : GeminiEmbedding.single(body);
  }

  @Override
  public ObjectNode embedded(ObjectNode answer) {
    return answer.has("predictions") ? GeminiEmbedding.ofPrediction(answer) : answer;
  }
}
