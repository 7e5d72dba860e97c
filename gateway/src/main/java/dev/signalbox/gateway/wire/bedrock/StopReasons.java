package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;
import java.util.Set;

/** Reads why an answer ended. */
final class StopReasons {
  private static final String REASON = "stopReason";
  private static final String ADDED = "additionalModelResponseFields";
  private static final String STOP = "stop_sequence";

  private StopReasons() {}

  /**
   * Why it ended.
   *
   * @param extras what of the end has no other place
   */
  record Read(StopReason reason, Optional<String> stopSequence, Extras extras) {}

  /** What {@code end}, a whole answer or the event {@code messageStop}, says. */
  static Read read(JsonNode end, boolean called) {
    ObjectNode rest = StrictJson.object();
    String name = Lenient.textOf(end, REASON);
    Optional<StopReason> known = known(name, called);
    if (known.isEmpty() && !name.isEmpty()) {
      rest.put(REASON, name);
    }
    JsonNode added = end.path(ADDED);
    ObjectNode others = Lenient.rest(added, Set.of(STOP));
    if (!others.isEmpty()) {
      rest.set(ADDED, others);
    }
    return new Read(
        known.orElse(called ? StopReason.TOOL_CALLS : StopReason.END),
        Lenient.text(added, STOP),
        Extras.of(ConverseProviderFormat.CONVERSE, rest));
  }

  /** Models that call tools do not all end with the reason that says so. */
  static Optional<StopReason> known(String name, boolean called) {
    return switch (name) {
      case "end_turn" -> Optional.of(called ? StopReason.TOOL_CALLS : StopReason.END);
      case "tool_use" -> Optional.of(StopReason.TOOL_CALLS);
      case "max_tokens" -> Optional.of(StopReason.MAX_TOKENS);
      case "stop_sequence" -> Optional.of(StopReason.STOP_SEQUENCE);
      case "guardrail_intervened", "content_filtered" -> Optional.of(StopReason.CONTENT_FILTER);
      case "malformed_model_output", "malformed_tool_use" -> Optional.of(StopReason.ERROR);
      case "model_context_window_exceeded" -> Optional.of(StopReason.CONTEXT_EXCEEDED);
      default -> Optional.empty();
    };
  }
}
