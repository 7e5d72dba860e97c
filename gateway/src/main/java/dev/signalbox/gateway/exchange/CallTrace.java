package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks on at one call to a provider. Lives on the request's event loop. */
public interface CallTrace {
  /** Looks on at nothing. */
  CallTrace NONE = new CallTrace() {};

  /** Headers that tell the provider which trace the call belongs to. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /**
   * The call is over.
   *
   * @param usage the tokens by the last figures of the provider
   * @param stops why its answer ended; none where that is not known
   */
  default void ended(AttemptRecord attempt, Optional<Usage> usage, Set<StopReason> stops) {}
}
