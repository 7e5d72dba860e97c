package dev.signalbox.signals.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is bad enough to say so.
 *
 * @param bounds the worst that is still well; a metric without one is not looked at
 * @param leastSamples answers that it takes to say so
 */
public record Thresholds(Map<Metric, Double> bounds, long leastSamples) {
  public Thresholds {
    bounds = Collections.unmodifiableMap(new TreeMap<>(bounds)); // told in one order
    if (leastSamples < 1 || bounds.values().stream().anyMatch(each -> !(each >= 0 && each <= 1))) {
      throw new IllegalArgumentException(
          "thresholds are from 0 to 1, and take one sample at least");
    }
  }

  /** The same with {@code others} where they say something. */
  public Thresholds with(Map<Metric, Double> others) {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.putAll(bounds);
    all.putAll(others);
    return new Thresholds(all, leastSamples);
  }

  /** What is bad about {@code figures}, in the order of the metrics. */
  public List<Alert> alertsOf(Group group, Figures figures) {
    List<Alert> alerts = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Double bound = bounds.get(metric);
      double samples = metric.samplesIn(figures);
      if (bound != null && samples >= leastSamples) {
        metric.of(figures).value().stream()
            .filter(value -> metric.isBad(value, bound))
            .forEach(value -> alerts.add(new Alert(group, metric, value, bound, samples)));
      }
    }
    return alerts;
  }
}
