package dev.signalbox.gateway.protect;

/**
 * Lets the requests of one event loop in, or does not. Asked twice: when a request has come, by
 * what holds for all, and when it is known who sends it, by its priority. Looks at a few figures
 * that others keep up to date; no lock is taken and nothing is made.
 */
public final class Gate {
  private final Protection all;
  private final LoopPulse pulse;

  Gate(Protection all, LoopPulse pulse) {
    this.all = all;
    this.pulse = pulse;
  }

  /** Takes the place of a request; it has one when there is no strain, and leaves once. */
  public Strain enter() {
    int now = all.underWay().incrementAndGet();
    Strain strain = strain(now, Priority.HIGH);
    if (strain != Strain.NONE) {
      leave();
      all.shed().count(strain);
    }
    return strain;
  }

  /** Whether one that has entered may stay, as it is of {@code priority}; else it has left. */
  public Strain stay(Priority priority) {
    if (priority == Priority.HIGH) {
      return Strain.NONE;
    }
    Strain strain = strain(all.underWay().get(), priority);
    if (strain != Strain.NONE) {
      leave();
      all.shed().count(strain, priority);
    }
    return strain;
  }

  /** A place for the body of one that has entered. */
  public BodyRoom.Place place() {
    return all.bodies().place();
  }

  /**
   * Whether one that has entered may stay with a body of so many bytes in {@code place}; else it
   * has left.
   */
  public Strain stay(Priority priority, BodyRoom.Place place, long bytes) {
    if (place.grow(bytes)) {
      return Strain.NONE;
    }
    leave();
    all.shed().count(Strain.BODIES, priority);
    return Strain.BODIES;
  }

  /** Counts one that has entered and is refused since there is no room for all of its body. */
  public void outgrew() {
    all.shed().count(Strain.BODIES);
  }

  private Strain strain(int now, Priority priority) {
    Bounds.Bound bound = all.bounds().of(priority);
    if (now > bound.requests()) {
      return Strain.REQUESTS;
    }
    if (pulse.standingNanos() > bound.lagNanos()) {
      return Strain.LOOP_LAG;
    }
    return all.strain(priority);
  }

  /** One that has entered is over. */
  public void leave() {
    all.underWay().decrementAndGet();
  }

  /** Ends the watch over its event loop. */
  public void close() {
    all.forget(pulse);
  }

  /** Seconds after which one that was refused may come again: not all of them at once. */
  public long retryAfterSeconds() {
    return all.retryAfterSeconds();
  }
}
