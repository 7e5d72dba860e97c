package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client sees of a {@code GenerateContentResponse}. */
final class GeminiView {
  private GeminiView() {}

  static Seen read(JsonNode body) {
    List<Seen.Answer> answers = new ArrayList<>();
    body.path("candidates").forEach(candidate -> answers.add(answer(candidate)));
    return new Seen(answers, tokens(body.path("usageMetadata")));
  }

  private static Seen.Answer answer(JsonNode candidate) {
    Seen.Builder seen = new Seen.Builder();
    for (JsonNode part : candidate.path("content").path("parts")) {
      part(part, seen);
    }
    seen.citations(
        candidate.path("groundingMetadata").path("groundingSupports").size()
            + candidate.path("citationMetadata").path("citationSources").size()
            + candidate.path("citationMetadata").path("citations").size());
    seen.logProbs(candidate.path("logprobsResult").path("chosenCandidates").size());
    seen.stop(candidate.path("finishReason").asText("none"));
    return seen.build();
  }

  private static void part(JsonNode part, Seen.Builder seen) {
    if (part.has("functionCall")) {
      JsonNode call = part.path("functionCall");
      JsonNode args = call.path("args");
      seen.call(call.path("name").asText(), args.isObject() ? StrictJson.toText(args) : "");
    } else if (part.has("inlineData")) {
      seen.media();
    } else if (!part.has("text")) {
      if (part.has("executableCode")
          || part.has("codeExecutionResult")
          || part.has("toolCall")
          || part.has("toolResponse")) {
        seen.other();
      }
    } else if (part.path("thought").asBoolean()) {
      seen.reasoning(part.path("text").asText());
    } else {
      seen.text(part.path("text").asText());
    }
  }

  private static Optional<Seen.Tokens> tokens(JsonNode usage) {
    if (!usage.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen.Tokens(
            usage.path("promptTokenCount").asLong()
                + usage.path("toolUsePromptTokenCount").asLong(),
            usage.path("cachedContentTokenCount").asLong(),
            usage.path("candidatesTokenCount").asLong()
                + usage.path("thoughtsTokenCount").asLong()));
  }
}
