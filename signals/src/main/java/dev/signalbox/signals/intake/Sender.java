package dev.signalbox.signals.intake;

import java.util.Optional;

/**
 * Who reports, and whose answers that one may speak of.
 *
 * @param label of the key; empty text for the gateway itself and for anybody where it is open
 * @param project the project that the key belongs to
 * @param all whether it may speak of everybody's answers
 */
public record Sender(String label, Optional<String> project, boolean all) {
  /** The gateway itself. */
  public static final Sender GATEWAY = new Sender("", Optional.empty(), true);

  /** Whether it may speak of {@code answer}: its own, or one of its project. */
  public boolean covers(Answer answer) {
    return all
        || answer.asker().equals(label)
        || project.filter(answer.project()::equals).isPresent();
  }
}
