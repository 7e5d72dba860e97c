package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The citations ({@code annotations}) and log probabilities of an {@code output_text} part. */
final class Annotations {
  private static final String URL_CITATION = "url_citation";
  private static final Set<String> URL_FIELDS =
      Set.of("type", "url", "title", "start_index", "end_index");
  private static final int MAX_TOP = 100;

  private Annotations() {}

  /** The citations of {@code list}; anything but objects is skipped. */
  static List<Citation> read(JsonNode list) {
    return list.valueStream().filter(JsonNode::isObject).map(Annotations::readOne).toList();
  }

  /** One annotation; the types that cite no address keep all their fields as extras. */
  static Citation readOne(JsonNode annotation) {
    if (!URL_CITATION.equals(Lenient.textOf(annotation, "type"))) {
      return new Citation(
          Optional.empty(),
          title(annotation, "filename"),
          Optional.empty(),
          Lenient.index(annotation, "start_index"),
          Lenient.index(annotation, "end_index"),
          Notes.extras(Lenient.rest(annotation, Set.of())));
    }
    return new Citation(
        Optional.of(Lenient.textOf(annotation, "url")),
        title(annotation, "title"),
        Optional.empty(),
        Lenient.index(annotation, "start_index"),
        Lenient.index(annotation, "end_index"),
        Notes.extras(Lenient.rest(annotation, URL_FIELDS)));
  }

  private static Optional<String> title(JsonNode annotation, String name) {
    return Optional.of(Lenient.textOf(annotation, name)).filter(title -> !title.isEmpty());
  }

  /**
   * One citation as an annotation of a text of {@code length} characters; empty and told when there
   * is neither an address nor an annotation of our own.
   */
  static Optional<ObjectNode> write(Citation citation, int length, Losses losses) {
    ObjectNode node = StrictJson.object();
    if (citation.extras().belongTo(Protocol.RESPONSES) && citation.extras().fields().has("type")) {
      citation.extras().writeTo(node, Protocol.RESPONSES, losses, "");
      return Optional.of(node);
    }
    if (citation.url().isEmpty()) {
      losses.dropped("citations", "only sources with an address can be cited");
      return Optional.empty();
    }
    citation.quote().ifPresent(_ -> losses.dropped("citations.quote", "has no place here"));
    node.put("type", URL_CITATION);
    node.put("url", citation.url().get());
    node.put("title", citation.title().orElse(""));
    node.put("start_index", orElse(citation.start(), 0));
    node.put("end_index", orElse(citation.end(), length));
    citation.extras().writeTo(node, Protocol.RESPONSES, losses, "citations");
    return Optional.of(node);
  }

  private static int orElse(OptionalInt value, int other) {
    return value.orElse(other);
  }

  /** The tokens of {@code list}; those without text or figure are skipped. */
  static List<TokenLogProb> readLogProbs(JsonNode list) {
    List<TokenLogProb> tokens = new ArrayList<>();
    for (JsonNode node : list) {
      readToken(node, readTop(node.path("top_logprobs"))).ifPresent(tokens::add);
    }
    return tokens;
  }

  private static List<TokenLogProb> readTop(JsonNode list) {
    List<TokenLogProb> top = new ArrayList<>();
    for (JsonNode node : list) {
      if (top.size() < MAX_TOP) {
        readToken(node, List.of()).ifPresent(top::add);
      }
    }
    return top;
  }

  private static Optional<TokenLogProb> readToken(JsonNode node, List<TokenLogProb> top) {
    if (!node.path("token").isTextual() || !node.path("logprob").isNumber()) {
      return Optional.empty();
    }
    BigDecimal logProb = node.path("logprob").decimalValue();
    return Optional.of(new TokenLogProb(Lenient.textOf(node, "token"), logProb, bytes(node), top));
  }

  private static Optional<List<Integer>> bytes(JsonNode node) {
    JsonNode bytes = node.path("bytes");
    return bytes.isArray()
        ? Optional.of(bytes.valueStream().map(JsonNode::asInt).toList())
        : Optional.empty();
  }

  /** The tokens as {@code logprobs}. */
  static ArrayNode writeLogProbs(List<TokenLogProb> tokens) {
    ArrayNode list = StrictJson.mapper().createArrayNode();
    tokens.forEach(token -> list.add(writeToken(token).set("top_logprobs", writeTop(token.top()))));
    return list;
  }

  private static ArrayNode writeTop(List<TokenLogProb> tokens) {
    ArrayNode list = StrictJson.mapper().createArrayNode();
    tokens.forEach(token -> list.add(writeToken(token)));
    return list;
  }

  private static ObjectNode writeToken(TokenLogProb token) {
    ObjectNode node = StrictJson.object();
    node.put("token", token.token());
    node.put("logprob", token.logProb());
    ArrayNode bytes = node.putArray("bytes");
    token.bytes().ifPresent(all -> all.forEach(bytes::add));
    return node;
  }
}
