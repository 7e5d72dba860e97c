package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.model.PromptTokens;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;

/** Counts the tokens of requests without answering them. */
final class TokenCounts {
  private TokenCounts() {}

  static Answer answer(Route.CountTokens route, ObjectNode body, ClientFormat format) {
    Usage usage = PromptTokens.of(format.decodeRequest(generating(route, body), route.target()));
    long tokens = usage.totalInput();
    ObjectNode answer = StrictJson.object();
    switch (route.protocol()) {
      case CHAT, RESPONSES ->
          answer.put("object", "response.input_tokens").put("input_tokens", tokens);
      case ANTHROPIC -> answer.put("input_tokens", tokens);
      case GEMINI -> {
        answer.put("totalTokens", tokens);
        answer
            .putArray("promptTokensDetails")
            .addObject()
            .put("modality", "TEXT")
            .put("tokenCount", tokens);
      }
    }
    return Answer.json(200, answer);
  }

  /** The body as the generation request it stands for. */
  private static ObjectNode generating(Route.CountTokens route, ObjectNode body) {
    ObjectNode request = StrictJson.object();
    request.setAll(body);
    return switch (route.protocol()) {
      // Counting needs no output limit, generating does.
      case ANTHROPIC -> request.has("max_tokens") ? request : request.put("max_tokens", 1);
      case GEMINI ->
          request.get("generateContentRequest") instanceof ObjectNode inner ? inner : request;
      case CHAT, RESPONSES -> request;
    };
  }
}
