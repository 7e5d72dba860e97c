package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What a client sees of a {@code response} object. */
final class ResponsesView {
  private ResponsesView() {}

  static Seen read(JsonNode body) {
    Seen.Builder seen = new Seen.Builder();
    for (JsonNode item : body.path("output")) {
      switch (item.path("type").asText()) {
        case "message" -> item.path("content").forEach(part -> content(part, seen));
        case "function_call" ->
            seen.call(item.path("name").asText(), item.path("arguments").asText());
        case "reasoning" -> {
          item.path("summary").forEach(part -> seen.reasoning(part.path("text").asText()));
          item.path("content").forEach(part -> seen.reasoning(part.path("text").asText()));
          if (item.path("summary").isEmpty() && item.path("content").isEmpty()) {
            seen.other();
          }
        }
        case "image_generation_call" -> seen.media();
        default -> seen.other();
      }
    }
    String status = body.path("status").asText("completed");
    seen.stop(
        status.equals("incomplete")
            ? body.path("incomplete_details").path("reason").asText(status)
            : status);
    return new Seen(List.of(seen.build()), tokens(body.path("usage")));
  }

  private static void content(JsonNode part, Seen.Builder seen) {
    if (part.path("type").asText().equals("refusal")) {
      seen.refusal(part.path("refusal").asText());
      return;
    }
    seen.text(part.path("text").asText());
    seen.citations(part.path("annotations").size());
    seen.logProbs(part.path("logprobs").size());
  }

  private static Optional<Seen.Tokens> tokens(JsonNode usage) {
    if (!usage.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen.Tokens(
            usage.path("input_tokens").asLong(),
            usage.path("input_tokens_details").path("cached_tokens").asLong(),
            usage.path("output_tokens").asLong()));
  }
}
