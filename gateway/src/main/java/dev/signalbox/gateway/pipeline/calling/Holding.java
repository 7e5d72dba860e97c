package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;

/**
 * Which of the answers of one request is given, where they are held until that is known. Told each
 * answer as it comes; lives on one event loop.
 */
interface Holding {
  /** How many deployments are called at once. */
  int lanes();

  /** The header that says why an answer was given. */
  String header();

  /**
   * What is done, now that the last of {@code held} has come.
   *
   * @param underway whether another call may still bring an answer
   * @param next who would be asked next; empty when there is nobody left
   * @param leftMillis what is left of the request's time
   */
  record State(List<HeldAnswer> held, boolean underway, Optional<Target> next, long leftMillis) {
    public State {
      held = List.copyOf(held);
    }

    HeldAnswer newest() {
      return held.getLast();
    }
  }

  /** What is done next. */
  Ruling rule(State state);

  /** Which answer is given when no other one will come; {@code held} has at least one. */
  Ruling.Give last(List<HeldAnswer> held);

  /** What is done next with answers that are held. */
  sealed interface Ruling {
    /**
     * An answer is given.
     *
     * @param how why that one, for its header and the decision; empty text where all is usual
     */
    record Give(HeldAnswer answer, String how) implements Ruling {}

    /** Another call may bring an answer. */
    record Wait() implements Ruling {}

    /** The next deployment is asked. */
    record Further() implements Ruling {}
  }
}
