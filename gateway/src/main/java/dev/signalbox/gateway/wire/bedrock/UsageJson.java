package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Optional;

/**
 * Reads the figures of an answer. {@code inputTokens} leaves out what was read from or written to a
 * cache; {@code cacheDetails} tells which of the latter is kept for an hour.
 */
final class UsageJson {
  private static final String TRACE = "trace";

  private UsageJson() {}

  /** The tokens of {@code figures}, a whole answer or the event {@code metadata}. */
  static Optional<Usage> read(JsonNode figures) {
    JsonNode usage = figures.path("usage");
    boolean silent = !usage.has("inputTokens") && !usage.has("outputTokens");
    if (silent || !Lenient.hasCounts(usage, "inputTokens", "outputTokens")) {
      return Optional.empty();
    }
    long written = Lenient.count(usage, "cacheWriteInputTokens");
    long hour = Math.min(written, writtenForAnHour(usage));
    return Optional.of(
        new Usage(
                Lenient.count(usage, "inputTokens"),
                Lenient.count(usage, "cacheReadInputTokens"),
                written - hour,
                hour,
                0,
                Lenient.count(usage, "outputTokens"),
                0,
                0,
                0,
                "")
            .servedAs(Lenient.text(figures.path("serviceTier"), "type")));
  }

  private static long writtenForAnHour(JsonNode usage) {
    return Lenient.objects(usage, "cacheDetails").stream()
        .filter(detail -> Lenient.textOf(detail, "ttl").equals("1h"))
        .mapToLong(detail -> Lenient.count(detail, "inputTokens"))
        .max()
        .orElse(0);
  }

  /** What a guardrail or a router of prompts did, where that was asked for. */
  static Extras trace(JsonNode figures) {
    ObjectNode kept = StrictJson.object();
    if (figures.path(TRACE) instanceof ObjectNode trace && !trace.isEmpty()) {
      kept.set(TRACE, trace);
    }
    return Extras.of(ConverseProviderFormat.CONVERSE, kept);
  }
}
