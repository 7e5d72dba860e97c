package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import java.util.Optional;

/**
 * What a request says about thinking.
 *
 * @param field the {@code thinking} object
 * @param effort {@code output_config.effort}
 * @param limit the output limit, with room for a budget
 */
record Thinking(Optional<ObjectNode> field, Optional<String> effort, OutputLimit limit) {
  /** Whether the model thinks, by a budget or adaptively. */
  boolean on() {
    return field.map(f -> !Lenient.textOf(f, "type").equals("disabled")).orElse(false);
  }

  /** Whether the model thinks by a budget, with which no tool may be forced. */
  boolean budgeted() {
    return field.map(f -> Lenient.textOf(f, "type").equals("enabled")).orElse(false);
  }
}
