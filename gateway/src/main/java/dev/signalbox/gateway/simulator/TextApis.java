package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.model.PromptTokens;
import dev.signalbox.gateway.simulator.model.Vectors;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Answers {@code /v1/moderations} and {@code /v1/rerank}. */
final class TextApis {
  /** A text is flagged for a category when it names it. */
  private static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private static final int MAX_TEXTS = 1_000;

  private TextApis() {}

  static Answer moderations(ObjectNode body, String model) {
    Fields fields = Fields.ofRequest(body, "");
    List<String> texts = texts(fields, "input");
    ObjectNode answer = StrictJson.object().put("id", "modr-simulated").put("model", model);
    ArrayNode results = answer.putArray("results");
    texts.forEach(text -> results.add(moderated(text.toLowerCase(Locale.ROOT))));
    return Answer.json(200, answer);
  }

  private static ObjectNode moderated(String text) {
    ObjectNode result = StrictJson.object();
    result.put("flagged", CATEGORIES.stream().anyMatch(text::contains));
    ObjectNode flags = result.putObject("categories");
    ObjectNode scores = result.putObject("category_scores");
    ObjectNode inputs = result.putObject("category_applied_input_types");
    for (String category : CATEGORIES) {
      boolean found = text.contains(category);
      flags.put(category, found);
      scores.put(category, found ? 0.98 : 0.01);
      inputs.putArray(category).add("text");
    }
    return result;
  }

  /** One scored document. */
  private record Scored(int index, double score) {}

  static Answer rerank(ObjectNode body, String model) {
    Fields fields = Fields.ofRequest(body, "");
    String query = fields.requiredText("query");
    List<String> documents = texts(fields, "documents");
    int most = fields.integer("top_n").orElse(documents.size());
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      scored.add(new Scored(i, Vectors.likeness(query, documents.get(i))));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    ObjectNode answer = StrictJson.object().put("id", "rerank-simulated").put("model", model);
    ArrayNode results = answer.putArray("results");
    scored.stream()
        .limit(Math.max(0, most))
        .forEach(
            each ->
                results
                    .addObject()
                    .put("index", each.index())
                    .put("relevance_score", each.score()));
    long tokens =
        PromptTokens.ofText(query) + documents.stream().mapToLong(PromptTokens::ofText).sum();
    answer.putObject("usage").put("total_tokens", tokens);
    return Answer.json(200, answer);
  }

  /** A text, or a list of texts or of objects that hold one. */
  private static List<String> texts(Fields fields, String name) {
    JsonNode input = fields.any(name).orElseThrow(() -> fields.problem(name, "is missing"));
    if (input.size() > MAX_TEXTS) {
      throw fields.problem(name, "holds more than " + MAX_TEXTS + " items");
    }
    List<String> texts = new ArrayList<>();
    if (input.isArray()) {
      input.forEach(
          each -> texts.add(each.isTextual() ? each.textValue() : each.path("text").asText()));
    } else {
      texts.add(input.asText());
    }
    return texts;
  }
}
