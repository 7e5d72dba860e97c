package dev.signalbox.signals.intake;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a signal.
 *
 * @param id number that it is kept under; empty where it is not kept
 * @param reason why it is not applied
 */
public record Receipt(OptionalLong id, State state, Optional<Reason> reason) {
  static Receipt refused(Reason reason) {
    return new Receipt(OptionalLong.empty(), State.REJECTED, Optional.of(reason));
  }
}
