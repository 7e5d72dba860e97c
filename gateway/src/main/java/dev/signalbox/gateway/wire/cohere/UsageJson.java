package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Optional;

/**
 * Reads {@code usage}. What is billed counts, as that is what costs: {@code tokens} has the tokens
 * that the API itself adds to a prompt too, and counts where nothing is said of the bill.
 */
final class UsageJson {
  private UsageJson() {}

  static Optional<Usage> read(JsonNode usage) {
    JsonNode billed = usage.path("billed_units");
    JsonNode counted = billed.has("input_tokens") ? billed : usage.path("tokens");
    if (!counted.has("input_tokens") && !counted.has("output_tokens")) {
      return Optional.empty();
    }
    long input = Lenient.count(counted, "input_tokens");
    long cached = Math.min(input, Lenient.count(usage, "cached_tokens"));
    long output = Lenient.count(counted, "output_tokens");
    return Optional.of(new Usage(input - cached, cached, 0, 0, 0, output, 0, 0, 0, ""));
  }
}
