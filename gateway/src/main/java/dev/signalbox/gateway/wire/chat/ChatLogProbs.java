package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Log probabilities of tokens as Chat writes them. */
final class ChatLogProbs {
  private ChatLogProbs() {}

  /** Reads {@code logprobs.content}; tokens without a probability are left out. */
  static List<TokenLogProb> read(JsonNode tokens) {
    List<TokenLogProb> all = new ArrayList<>();
    if (tokens.isArray()) {
      for (JsonNode token : tokens) {
        token(token, read(token.path("top_logprobs"))).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Writes tokens with all the keys OpenAI sends. */
  static ArrayNode write(List<TokenLogProb> tokens) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (TokenLogProb token : tokens) {
      ObjectNode node = bare(token);
      ArrayNode top = node.putArray("top_logprobs");
      token.top().forEach(alternative -> top.add(bare(alternative)));
      array.add(node);
    }
    return array;
  }

  private static Optional<TokenLogProb> token(JsonNode node, List<TokenLogProb> top) {
    if (!node.path("token").isTextual() || !node.path("logprob").isNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenLogProb(
            node.path("token").textValue(),
            node.path("logprob").decimalValue(),
            bytes(node.path("bytes")),
            top));
  }

  private static Optional<List<Integer>> bytes(JsonNode node) {
    if (!node.isArray()) {
      return Optional.empty();
    }
    List<Integer> bytes = new ArrayList<>(node.size());
    for (JsonNode value : node) {
      if (value.canConvertToInt()) {
        bytes.add(value.intValue());
      }
    }
    return Optional.of(bytes);
  }

  private static ObjectNode bare(TokenLogProb token) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("token", token.token());
    node.put("logprob", token.logProb());
    ArrayNode bytes = JsonNodeFactory.instance.arrayNode();
    token.bytes().ifPresent(values -> values.forEach(bytes::add));
    node.set("bytes", token.bytes().isPresent() ? bytes : JsonNodeFactory.instance.nullNode());
    return node;
  }
}
