package dev.signalbox.engine.explain;

import dev.signalbox.engine.routing.Reason;
import java.util.Locale;

/** Placeholder until merged. */
public final class ReasonText {
  private ReasonText() {}

  public static String sentence(Reason reason) {
    return reason.toString();
  }

  public static String code(Reason reason) {
    return reason
        .getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
