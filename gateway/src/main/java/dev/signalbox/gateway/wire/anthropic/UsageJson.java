package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Token counts. {@code input_tokens} excludes what was read from or written to a cache; {@code
 * cache_creation_input_tokens} is the sum of both cache times. Other fields of {@code usage} are
 * kept as extra fields of the reply, named {@code usage.…}.
 */
final class UsageJson {
  private static final String PREFIX = "usage.";
  private static final String SERVER_TOOLS = PREFIX + "server_tool_use";
  private static final List<String> SERVER_COUNTS =
      List.of("web_search_requests", "web_fetch_requests");
  private static final Set<String> KNOWN =
      Set.of(
          "input_tokens",
          "output_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens",
          "cache_creation",
          "output_tokens_details");

  /** Keys that an answer to a client always has. */
  private static final List<String> NULLABLE =
      List.of("inference_geo", "server_tool_use", "service_tier");

  private UsageJson() {}

  /** The counts in {@code node}; what is absent or no number counts as 0. */
  private static Usage read(JsonNode node) {
    JsonNode creation = node.path("cache_creation");
    long hour = Lenient.count(creation, "ephemeral_1h_input_tokens");
    long stated = hour + Lenient.count(creation, "ephemeral_5m_input_tokens");
    long written =
        node.path("cache_creation_input_tokens").isNumber()
            ? Lenient.count(node, "cache_creation_input_tokens")
            : stated;
    long hourWritten = Math.min(hour, written);
    return new Usage(
            Lenient.count(node, "input_tokens"),
            Lenient.count(node, "cache_read_input_tokens"),
            written - hourWritten,
            hourWritten,
            0,
            Lenient.count(node, "output_tokens"),
            Lenient.count(node.path("output_tokens_details"), "thinking_tokens"),
            0,
            0,
            "")
        .servedAs(Lenient.text(node, "service_tier"));
  }

  /** The same, empty where what should be a count is none. */
  static Optional<Usage> sound(JsonNode node) {
    return Lenient.hasCounts(node, "input_tokens", "output_tokens")
        ? Optional.of(read(node))
        : Optional.empty();
  }

  /** {@code later} over {@code earlier}: counts in a stream are cumulative, null says nothing. */
  static ObjectNode merge(ObjectNode earlier, JsonNode later) {
    ObjectNode merged = earlier.deepCopy();
    if (later instanceof ObjectNode object) {
      merged.setAll(Blocks.withoutNulls(object));
    }
    return merged;
  }

  /** The fields of {@code node} that are no counts, named {@code usage.…}. */
  static ObjectNode extras(JsonNode node) {
    ObjectNode extras = StrictJson.object();
    Blocks.extras(node, KNOWN)
        .fields()
        .properties()
        .forEach(field -> extras.set(PREFIX + field.getKey(), field.getValue()));
    if (extras.get(SERVER_TOOLS) instanceof ObjectNode counts) {
      extras.set(SERVER_TOOLS, complete(counts));
    }
    return extras;
  }

  /** Older answers lack one of the two counts, which newer clients insist on. */
  private static ObjectNode complete(ObjectNode counts) {
    ObjectNode complete = counts.deepCopy();
    SERVER_COUNTS.forEach(name -> complete.putIfAbsent(name, complete.numberNode(0)));
    return complete;
  }

  /** Everything a whole answer's {@code usage} has. */
  static ObjectNode write(Usage usage, Extras extras) {
    ObjectNode node = StrictJson.object();
    node.set("cache_creation", creation(usage));
    counts(usage, node);
    if (extras.belongTo(Protocol.ANTHROPIC)) {
      own(extras, node);
    }
    NULLABLE.forEach(name -> node.putIfAbsent(name, node.nullNode()));
    return node;
  }

  /** The cumulative counts at the end of a stream. */
  static ObjectNode writeDelta(Usage usage, Extras extras) {
    ObjectNode node = StrictJson.object();
    counts(usage, node);
    if (usage.cacheWrite1h() > 0) {
      node.set("cache_creation", creation(usage));
    }
    if (extras.belongTo(Protocol.ANTHROPIC)) {
      own(extras, node);
    }
    return node;
  }

  private static ObjectNode creation(Usage usage) {
    return StrictJson.object()
        .put("ephemeral_1h_input_tokens", usage.cacheWrite1h())
        .put("ephemeral_5m_input_tokens", usage.cacheWrite5m());
  }

  private static void counts(Usage usage, ObjectNode node) {
    node.put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
        .put("cache_read_input_tokens", usage.cacheRead())
        .put("input_tokens", usage.input() + usage.toolPrompt())
        .put("output_tokens", usage.output());
    if (usage.reasoning() > 0) {
      node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
    }
  }

  private static void own(Extras extras, ObjectNode node) {
    extras
        .fields()
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith(PREFIX)) {
                node.set(field.getKey().substring(PREFIX.length()), field.getValue());
              }
            });
  }

  /** Whether an extra field of a reply stands inside {@code usage}. */
  static boolean inside(String extraField) {
    return extraField.startsWith(PREFIX);
  }
}
