package dev.signalbox.engine.policy;

import dev.signalbox.engine.naming.Target;
import java.util.List;
import java.util.Optional;

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

  /** What they say of one deployment. */
  public enum Opinion {
    /** It may not be used. */
    BARRED,
    /** It gains {@link #PREFERENCE}. */
    PREFERRED,
    /** It loses as much. */
    AVOIDED,
    /** Nothing. */
    NONE
  }

  /**
   * What they say of {@code target}.
   *
   * @param family the model's family, when its card says one
   */
  public Opinion of(Target target, Optional<String> family) {
    if (name(deny, target, family)
        || (!pin.isEmpty() && !name(pin, target, family))
        || (!allow.isEmpty() && !name(allow, target, family))) {
      return Opinion.BARRED;
    }
    if (name(prefer, target, family)) {
      return Opinion.PREFERRED;
    }
    return name(avoid, target, family) ? Opinion.AVOIDED : Opinion.NONE;
  }

  private static boolean name(List<Selector> selectors, Target target, Optional<String> family) {
    return Selector.matching(selectors, target, family).isPresent();
  }

  /** Whether nothing is wished. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
