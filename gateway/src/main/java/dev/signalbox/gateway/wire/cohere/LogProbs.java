package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads the log probability of a piece of text. */
final class LogProbs {
  private LogProbs() {}

  /** The piece as one token; the probability of one made of several is the product of theirs. */
  static Optional<TokenLogProb> read(JsonNode item) {
    JsonNode each = item.path("logprobs");
    Optional<String> text = Lenient.text(item, "text");
    if (text.isEmpty() || !each.isArray() || each.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode value : each) {
      if (!value.isNumber()) {
        return Optional.empty();
      }
      sum = sum.add(value.decimalValue());
    }
    return Optional.of(new TokenLogProb(text.get(), sum, Optional.empty(), List.of()));
  }
}
