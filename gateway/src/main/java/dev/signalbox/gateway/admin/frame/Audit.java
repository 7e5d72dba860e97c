package dev.signalbox.gateway.admin.frame;

import java.util.Optional;

/** How the audit trail is told of a request. */
public sealed interface Audit {
  /** Not at all: it changes nothing. */
  record No() implements Audit {}

  /** Before it is done; where that cannot be stored, it is not done. */
  record Before(String action) implements Audit {}

  /** By the action itself, together with what it changes. */
  record Itself(String action) implements Audit {}

  /** What the trail calls it. */
  default Optional<String> name() {
    return switch (this) {
      case No _ -> Optional.empty();
      case Before(var action) -> Optional.of(action);
      case Itself(var action) -> Optional.of(action);
    };
  }
}
