package dev.signalbox.gateway.wire.model;

import java.util.List;
import java.util.Optional;

/**
 * One answer of a reply; a reply has several only when several were asked for.
 *
 * @param index 0-based place among the choices
 * @param parts in the order the model made them
 * @param stopSequence the stop text that was met, when the provider said so
 */
public record Choice(
    int index, List<Part> parts, StopReason stop, Optional<String> stopSequence, Extras extras) {
  public Choice {
    parts = List.copyOf(parts);
  }
}
