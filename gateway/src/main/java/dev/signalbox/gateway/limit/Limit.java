package dev.signalbox.gateway.limit;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much a subject may take; what is empty is unlimited.
 *
 * @param name unique name for people
 * @param subject the one it is for, or {@link #EACH}; of models {@code provider/model}, or a name
 *     that all providers' models of that name count under together
 * @param requestsPerMinute at least 1
 * @param requestsPerDay at least 1
 * @param tokensPerMinute of prompts and answers together; at least 1
 * @param maxInFlight requests that are under way at once; at least 1
 */
public record Limit(
    String name,
    LimitScope scope,
    String subject,
    OptionalLong requestsPerMinute,
    OptionalLong requestsPerDay,
    OptionalLong tokensPerMinute,
    OptionalInt maxInFlight) {
  /** The subject of a limit that every one in its scope has for itself. */
  public static final String EACH = "*";

  public Limit {
    if (requestsPerMinute.orElse(1) < 1
        || requestsPerDay.orElse(1) < 1
        || tokensPerMinute.orElse(1) < 1
        || maxInFlight.orElse(1) < 1) {
      throw new IllegalArgumentException("a limit lets something through");
    }
  }

  /** The same with the figures of {@code other} where it has none itself. */
  Limit over(Limit other) {
    return new Limit(
        name,
        scope,
        subject,
        requestsPerMinute.isPresent() ? requestsPerMinute : other.requestsPerMinute,
        requestsPerDay.isPresent() ? requestsPerDay : other.requestsPerDay,
        tokensPerMinute.isPresent() ? tokensPerMinute : other.tokensPerMinute,
        maxInFlight.isPresent() ? maxInFlight : other.maxInFlight);
  }

  /** Whether each subject has it for itself. */
  boolean isForEach() {
    return subject.equals(EACH) && scope != LimitScope.TOTAL;
  }

  /** Whether it limits nothing. */
  public boolean isIdle() {
    return requestsPerMinute.isEmpty()
        && requestsPerDay.isEmpty()
        && tokensPerMinute.isEmpty()
        && maxInFlight.isEmpty();
  }
}
