package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of hours that are over, where everything is asked for.
 *
 * @param repricing id of the last one; 0 before the first
 */
record KnownHours(ClosedDays closed, long repricing, long nowMillis) implements Series.Known {
  @Override
  public Optional<Map<String, Total>> at(Grain grain, Span part) {
    return isHour(grain, part) ? closed.hour(part, repricing) : Optional.empty();
  }

  @Override
  public void note(Grain grain, Span part, Map<String, Total> point) {
    if (isHour(grain, part) && ClosedDays.isOver(part, nowMillis)) {
      closed.note(part, repricing, point);
    }
  }

  private static boolean isHour(Grain grain, Span part) {
    return grain == Grain.HOUR && part.millis() == Grain.HOUR.millis();
  }
}
