package dev.signalbox.gateway.limit;

import java.time.Duration;

/**
 * Why a request must wait.
 *
 * @param most what the limit allows of {@code kind}
 * @param left what is left of it
 * @param untilEnough how long it takes until there is enough, as far as that is known
 */
public record Shortage(Kind kind, long most, long left, Duration untilEnough) {
  /** What there is too little of. */
  public enum Kind {
    IN_FLIGHT,
    REQUESTS_PER_MINUTE,
    REQUESTS_PER_DAY,
    TOKENS_PER_MINUTE
  }
}
