package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of hours and days that are over, where everything is asked for.
 *
 * @param repricing id of the last one; 0 before the first
 */
record KnownPoints(ClosedDays closed, long repricing, long nowMillis) implements Series.Known {
  @Override
  public Optional<Map<String, Total>> at(Grain grain, Span part) {
    return isWhole(grain, part) ? closed.point(part, repricing) : Optional.empty();
  }

  @Override
  public void note(Grain grain, Span part, Map<String, Total> point) {
    if (isWhole(grain, part) && ClosedDays.isOver(part, nowMillis)) {
      closed.note(part, repricing, point);
    }
  }

  private static boolean isWhole(Grain grain, Span part) {
    return grain != Grain.MINUTE && part.millis() == grain.millis();
  }
}
