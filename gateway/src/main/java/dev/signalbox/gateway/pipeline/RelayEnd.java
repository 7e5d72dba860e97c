package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;

/** How relaying one provider's answer ended. */
sealed interface RelayEnd {
  /**
   * The client has its answer, or as much as there was.
   *
   * @param problem what broke it after the first byte; empty when it is whole
   */
  record Delivered(Optional<Problem> problem) implements RelayEnd {}

  /** The answer failed before anything reached the client, who can still be answered otherwise. */
  record NothingSent(Problem problem) implements RelayEnd {}
}
