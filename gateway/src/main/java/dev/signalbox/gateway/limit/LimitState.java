package dev.signalbox.gateway.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much a subject has left under a limit.
 *
 * @param inFlight requests under way; empty where they are not limited
 */
public record LimitState(
    Limit limit,
    String subject,
    Optional<Rate> requestsPerMinute,
    Optional<Rate> requestsPerDay,
    Optional<Rate> tokensPerMinute,
    OptionalInt inFlight) {
  /**
   * What is left of a rate.
   *
   * @param remaining at least 0, also while more was taken than there was
   * @param untilFull until all of it is there again, if nothing more is taken
   */
  public record Rate(long limit, long remaining, Duration untilFull) {}
}
