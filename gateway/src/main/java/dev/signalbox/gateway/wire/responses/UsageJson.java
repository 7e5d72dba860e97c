package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Optional;

/** The {@code usage} object: input counts what was read from and written to a cache too. */
final class UsageJson {
  private UsageJson() {}

  /** The tokens of {@code response}; empty when it has no {@code usage}. */
  static Optional<Usage> read(JsonNode response) {
    JsonNode usage = response.path("usage");
    if (!usage.isObject() || !Lenient.hasCounts(usage, "input_tokens", "output_tokens")) {
      return Optional.empty();
    }
    JsonNode in = usage.path("input_tokens_details");
    JsonNode out = usage.path("output_tokens_details");
    long cached = Lenient.count(in, "cached_tokens");
    long written = Lenient.count(in, "cache_write_tokens");
    return Optional.of(
        new Usage(
                Lenient.count(usage, "input_tokens") - cached - written,
                cached,
                written,
                0,
                0,
                Lenient.count(usage, "output_tokens"),
                Lenient.count(out, "reasoning_tokens"),
                Lenient.count(in, "audio_tokens"),
                Lenient.count(out, "audio_tokens"),
                "")
            .servedAs(Lenient.text(response, "service_tier")));
  }

  /** The {@code usage} of {@code usage}. */
  static ObjectNode write(Usage usage) {
    ObjectNode node = StrictJson.object();
    node.put("input_tokens", usage.totalInput());
    node.putObject("input_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
    node.put("output_tokens", usage.output());
    node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    node.put("total_tokens", usage.total());
    return node;
  }
}
