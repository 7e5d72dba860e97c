package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how much the model may think: {@code reasoning_effort}, and what compatible servers add:
 * {@code reasoning} and {@code include_reasoning} (OpenRouter), {@code thinking} (DeepSeek, z.ai,
 * Anthropic's compatible endpoint).
 */
final class ReasoningReader {
  private final Fields fields;
  private final ObjectNode raw;

  /**
   * A reader of one request.
   *
   * @param raw takes the objects that hold more than can be understood
   */
  ReasoningReader(Fields fields, ObjectNode raw) {
    this.fields = fields;
    this.raw = raw;
  }

  ReasoningRequest read() {
    Optional<String> effort = fields.text("reasoning_effort");
    Optional<Boolean> include = fields.flag("include_reasoning");
    ReasoningRequest routed = fields.fields("reasoning").map(this::routed).orElse(none());
    ReasoningRequest switched = fields.fields("thinking").map(this::switched).orElse(none());
    return new ReasoningRequest(
        switched.enabled().or(routed::enabled),
        effort.or(routed::effort),
        switched.budgetTokens().or(routed::budgetTokens),
        routed.summary(),
        include.or(routed::includeThoughts));
  }

  private ReasoningRequest routed(Fields reasoning) {
    ReasoningRequest read =
        new ReasoningRequest(
            reasoning.flag("enabled"),
            reasoning.text("effort"),
            budget(reasoning, "max_tokens"),
            reasoning.text("summary"),
            reasoning.flag("exclude").map(exclude -> !exclude));
    keepRest("reasoning", reasoning);
    return read;
  }

  private ReasoningRequest switched(Fields thinking) {
    Optional<String> type = thinking.text("type");
    ReasoningRequest read =
        new ReasoningRequest(
            type.map(value -> !value.equals("disabled")),
            Optional.empty(),
            budget(thinking, "budget_tokens"),
            Optional.empty(),
            Optional.empty());
    keepRest("thinking", thinking);
    return read;
  }

  private static Optional<Integer> budget(Fields fields, String name) {
    Optional<Integer> budget = fields.integer(name);
    if (budget.isPresent() && budget.get() < 0) {
      throw fields.problem(name, "must not be negative");
    }
    return budget;
  }

  private void keepRest(String name, Fields read) {
    if (!Lenient.others(read.rest(), Set.of()).isEmpty()) {
      raw.set(name, read.node());
    }
  }

  private static ReasoningRequest none() {
    return ReasoningRequest.NONE;
  }
}
