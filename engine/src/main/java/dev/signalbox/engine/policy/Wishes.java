package dev.signalbox.engine.policy;

import java.util.List;

/**
 * Which deployments a profile or rule lets in and likes.
 *
 * @param allow only these; empty allows all
 * @param deny none of these
 * @param prefer these gain {@link #PREFERENCE} of utility
 * @param avoid these lose as much
 * @param pin only these, whatever else is allowed elsewhere; empty pins nothing
 */
public record Wishes(
    List<Selector> allow,
    List<Selector> deny,
    List<Selector> prefer,
    List<Selector> avoid,
    List<Selector> pin) {
  /** Utility of a preference: five points of quality. */
  public static final long PREFERENCE = 5 * Trade.POINT;

  /** No wishes. */
  public static final Wishes NONE =
      new Wishes(List.of(), List.of(), List.of(), List.of(), List.of());

  public Wishes {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    prefer = List.copyOf(prefer);
    avoid = List.copyOf(avoid);
    pin = List.copyOf(pin);
  }

  /** Whether nothing is wished. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
