package dev.signalbox.gateway.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How deployments are chosen and tried again: the part of {@code [routing]} that apps do not have.
 *
 * @param profile id of the profile of requests that name none
 * @param fallbacks names tried after a name's own deployments, in order
 * @param retry bounds on trying again
 */
public record SelectionConfig(String profile, Map<String, List<String>> fallbacks, Retry retry) {
  public SelectionConfig {
    fallbacks = Collections.unmodifiableMap(new LinkedHashMap<>(fallbacks));
  }

  /**
   * Bounds on trying again.
   *
   * @param budgetPercent most attempts beyond the first, in percent of the requests
   * @param floorPerSecond attempts beyond the first that are always allowed
   * @param backoff wait before the second attempt at the same provider; doubled each time
   * @param maxBackoff longest such wait
   */
  public record Retry(
      int budgetPercent, int floorPerSecond, Duration backoff, Duration maxBackoff) {}
}
