package dev.signalbox.gateway.access;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a key may take at most; what is empty is left to the limits of the gateway. */
public record KeyLimits(
    OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, OptionalInt inFlight) {
  /** None of its own. */
  public static final KeyLimits NONE =
      new KeyLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
}
