package dev.signalbox.gateway.wire.model;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer in canonical form.
 *
 * @param id the provider's id for it; empty text when it gave none
 * @param model the model that answered, as the provider named it
 * @param createdSeconds Unix time in seconds; 0 when the provider said nothing
 * @param usage absent when the provider gave none
 */
public record Reply(
    String id,
    String model,
    long createdSeconds,
    List<Choice> choices,
    Optional<Usage> usage,
    Extras extras) {
  public Reply {
    choices = List.copyOf(choices);
  }
}
