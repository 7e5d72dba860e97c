package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client sees of a {@code chat.completion}. */
final class ChatView {
  private ChatView() {}

  static Seen read(JsonNode body) {
    List<Seen.Answer> answers = new ArrayList<>();
    body.path("choices").forEach(choice -> answers.add(answer(choice)));
    return new Seen(answers, tokens(body.path("usage")));
  }

  private static Seen.Answer answer(JsonNode choice) {
    Seen.Builder seen = new Seen.Builder();
    JsonNode message = choice.path("message");
    seen.reasoning(message.path("reasoning_content").asText(message.path("reasoning").asText("")));
    content(message.path("content"), seen);
    seen.refusal(message.path("refusal").asText(""));
    for (JsonNode call : message.path("tool_calls")) {
      if (call.has("custom")) {
        seen.other();
      } else {
        JsonNode function = call.path("function");
        seen.call(function.path("name").asText(), function.path("arguments").asText());
      }
    }
    if (message.hasNonNull("function_call")) {
      JsonNode function = message.path("function_call");
      seen.call(function.path("name").asText(), function.path("arguments").asText());
    }
    if (message.hasNonNull("audio")) {
      seen.media();
    }
    message.path("images").forEach(_ -> seen.media());
    seen.citations(message.path("annotations").size());
    seen.logProbs(choice.path("logprobs").path("content").size());
    seen.stop(choice.path("finish_reason").asText("none"));
    return seen.build();
  }

  /** A string, or parts of text and thinking as Mistral sends them. */
  private static void content(JsonNode content, Seen.Builder seen) {
    if (!content.isArray()) {
      seen.text(content.asText(""));
      return;
    }
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("thinking")) {
        part.path("thinking").forEach(piece -> seen.reasoning(piece.path("text").asText()));
      } else {
        seen.text(part.path("text").asText());
      }
    }
  }

  private static Optional<Seen.Tokens> tokens(JsonNode usage) {
    if (!usage.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen.Tokens(
            usage.path("prompt_tokens").asLong(),
            usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
            usage.path("completion_tokens").asLong()));
  }
}
