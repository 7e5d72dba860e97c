package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** {@code logprobsResult} of one candidate, handed out text by text. */
final class LogProbs {
  /** Most tokens read of one candidate's chunk. */
  private static final int MAX_TOKENS = 100_000;

  private final Deque<TokenLogProb> tokens = new ArrayDeque<>();

  LogProbs(JsonNode result) {
    JsonNode chosen = result.path("chosenCandidates");
    JsonNode top = result.path("topCandidates");
    for (int i = 0; i < Math.min(chosen.size(), MAX_TOKENS); i++) {
      token(chosen.path(i), top.path(i).path("candidates")).ifPresent(tokens::add);
    }
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** Takes the tokens that make up the next {@code length} characters. */
  List<TokenLogProb> take(int length) {
    List<TokenLogProb> taken = new ArrayList<>();
    int covered = 0;
    while (covered < length && !tokens.isEmpty()) {
      TokenLogProb next = tokens.remove();
      covered += next.token().length();
      taken.add(next);
    }
    return taken;
  }

  /** Takes all that is left. */
  List<TokenLogProb> takeAll() {
    List<TokenLogProb> all = List.copyOf(tokens);
    tokens.clear();
    return all;
  }

  private static Optional<TokenLogProb> token(JsonNode value, JsonNode alternatives) {
    if (!value.path("token").isTextual() || !value.path("logProbability").isNumber()) {
      return Optional.empty();
    }
    List<TokenLogProb> top = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      token(alternative, StrictJson.object()).ifPresent(top::add);
    }
    BigDecimal logProb = value.path("logProbability").decimalValue();
    return Optional.of(
        new TokenLogProb(value.path("token").textValue(), logProb, Optional.empty(), top));
  }

  static ObjectNode write(List<TokenLogProb> tokens) {
    ObjectNode result = StrictJson.object();
    if (tokens.stream().anyMatch(token -> !token.top().isEmpty())) {
      ArrayNode top = result.putArray("topCandidates");
      for (TokenLogProb token : tokens) {
        ArrayNode candidates = top.addObject().putArray("candidates");
        token.top().forEach(each -> candidates.add(write(each)));
      }
    }
    ArrayNode chosen = result.putArray("chosenCandidates");
    tokens.forEach(token -> chosen.add(write(token)));
    return result;
  }

  private static ObjectNode write(TokenLogProb token) {
    return StrictJson.object().put("token", token.token()).put("logProbability", token.logProb());
  }
}
