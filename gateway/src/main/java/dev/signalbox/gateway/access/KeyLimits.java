package dev.signalbox.gateway.access;

import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a key may take at most; what is empty is left to the limits of the gateway. */
public record KeyLimits(
    OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, OptionalInt maxInFlight) {
  /** None of its own. */
  public static final KeyLimits NONE =
      new KeyLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());

  /** The limit of the key with {@code label}; empty when it has none of its own. */
  public Optional<Limit> of(String label) {
    return equals(NONE)
        ? Optional.empty()
        : Optional.of(
            new Limit(
                label,
                LimitScope.KEY,
                label,
                requestsPerMinute,
                OptionalLong.empty(),
                tokensPerMinute,
                maxInFlight));
  }
}
