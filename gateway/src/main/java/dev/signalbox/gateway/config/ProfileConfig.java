package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Profile;
import java.util.Optional;

/**
 * A profile of the operator: {@code [profiles.ID]}.
 *
 * @param profile complete, with what it is based on
 * @param weights what its trade was made of, when it was written as weights
 */
public record ProfileConfig(Profile profile, Optional<Weights> weights) {
  /** Shares of what counts; they sum to 1. */
  public record Weights(double cost, double latency, double quality) {}
}
