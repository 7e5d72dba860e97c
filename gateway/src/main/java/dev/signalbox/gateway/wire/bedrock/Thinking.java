package dev.signalbox.gateway.wire.bedrock;

import java.util.Optional;

/**
 * What was decided about thinking.
 *
 * @param maxTokens the output limit, with room for a budget
 * @param on whether the model thinks
 * @param budgeted whether it does so by a budget, with which no tool may be forced
 */
record Thinking(Optional<Integer> maxTokens, boolean on, boolean budgeted) {
  /** No thinking was asked for. */
  static Thinking none(Optional<Integer> maxTokens) {
    return new Thinking(maxTokens, false, false);
  }
}
