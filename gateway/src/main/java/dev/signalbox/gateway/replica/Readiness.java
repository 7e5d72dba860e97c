package dev.signalbox.gateway.replica;

import dev.signalbox.analytics.node.Membership;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Whether a balancer may send requests to this process. Used by all threads. */
public final class Readiness {
  private final Supplier<Membership.Standing> standing;
  private final Duration tolerated;
  private volatile State phase = State.STARTING;

  /** What a process says of itself. */
  public enum State {
    STARTING,
    READY,
    /** It is about to stop. */
    DRAINING,
    /** It has not reached the shared database for longer than is tolerated. */
    CUT_OFF,
    /** Another process has its number. */
    REPLACED;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * That of a process that starts.
   *
   * @param tolerated how long the database may be out of reach; zero for ever
   */
  public Readiness(Supplier<Membership.Standing> standing, Duration tolerated) {
    this.standing = standing;
    this.tolerated = tolerated;
  }

  /** It takes requests from now on. */
  public void started() {
    phase = State.READY;
  }

  /** It is to take none any more. */
  public void leaving() {
    phase = State.DRAINING;
  }

  /** How it is now. */
  public State state() {
    State now = phase;
    if (now != State.READY) {
      return now;
    }
    Membership.Standing shared = standing.get();
    return switch (shared.stand()) {
      case ALONE, JOINED -> State.READY;
      case REPLACED -> State.REPLACED;
      case CUT_OFF ->
          tolerated.isZero() || shared.silent().compareTo(tolerated) < 0
              ? State.READY
              : State.CUT_OFF;
    };
  }
}
