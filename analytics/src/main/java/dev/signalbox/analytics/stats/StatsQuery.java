package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be summed.
 *
 * @param filter by what sums are kept by; its span is widened to whole minutes
 * @param compared whether the span of the same length before it is summed too
 * @param grain length of the points over time; empty to have it chosen
 * @param now when it is asked
 */
public record StatsQuery(Filter filter, boolean compared, Optional<Grain> grain, Instant now) {
  public StatsQuery {
    if (compared && !filter.span().begins()) {
      throw new IllegalArgumentException("only a window with a beginning has one before it");
    }
    long end = Math.min(filter.span().until(), now.toEpochMilli());
    long length = end - filter.span().from();
    if (filter.span().begins()
        && grain.filter(each -> length / each.millis() > Stats.MOST_POINTS).isPresent()) {
      throw new IllegalArgumentException("this grain makes too many points");
    }
  }
}
