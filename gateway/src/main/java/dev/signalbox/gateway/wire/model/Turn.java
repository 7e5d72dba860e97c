package dev.signalbox.gateway.wire.model;

import java.util.List;
import java.util.Optional;

/**
 * What one speaker says at one point of the conversation, instructions included, wherever they
 * stand.
 *
 * @param name the speaker's name, when the client gave one
 * @param parts in order; may be empty
 */
public record Turn(Role role, Optional<String> name, List<Part> parts, Extras extras) {
  public Turn {
    parts = List.copyOf(parts);
  }

  /** A turn without name or extra fields. */
  public static Turn of(Role role, List<Part> parts) {
    return new Turn(role, Optional.empty(), parts, Extras.NONE);
  }

  /** Whether it holds instructions rather than something that was said. */
  public boolean isInstruction() {
    return role == Role.SYSTEM || role == Role.DEVELOPER;
  }
}
