package dev.signalbox.engine.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Which request parameters a model takes.
 *
 * @param temperature whether a temperature other than the default is accepted; {@link Support#NO}
 *     also where it is accepted only while reasoning is off
 * @param stop whether stop texts are accepted
 * @param maxTokensParam the Chat field for the output limit, when only one is accepted
 * @param reasoningControls how reasoning is steered: {@code toggle, effort, budget_tokens}
 * @param reasoningLevels the effort levels, weakest first
 */
public record ParameterRules(
    Support temperature,
    Support stop,
    Optional<String> maxTokensParam,
    List<String> reasoningControls,
    List<String> reasoningLevels) {
  /** Nothing is known. */
  public static final ParameterRules UNKNOWN =
      new ParameterRules(Support.UNKNOWN, Support.UNKNOWN, Optional.empty(), List.of(), List.of());

  public ParameterRules {
    reasoningControls = List.copyOf(reasoningControls);
    reasoningLevels = List.copyOf(reasoningLevels);
  }
}
