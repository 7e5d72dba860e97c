package dev.signalbox.analytics.stats;

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
  public Optional<Map<String, Total>> at(Grain grain, long start) {
    return grain == Grain.HOUR ? closed.hour(start, repricing) : Optional.empty();
  }

  @Override
  public void note(Grain grain, long start, Map<String, Total> point) {
    if (grain == Grain.HOUR && ClosedDays.isOver(grain, start, nowMillis)) {
      closed.note(start, repricing, point);
    }
  }
}
