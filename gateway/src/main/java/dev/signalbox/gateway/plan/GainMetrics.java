package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.signalbox.signals.replay.Estimate;
import dev.signalbox.signals.replay.Judgement;

/** The names that metrics of the router's gain have, one label each: the project. */
final class GainMetrics {
  private static final String GAIN = "signalbox_routing_gain";
  private static final String LOW = GAIN + "_low";
  private static final String HIGH = GAIN + "_high";
  private static final String SAMPLES = GAIN + "_effective_samples";
  private static final String CHECKED = GAIN + "_checked";

  private GainMetrics() {}

  /** Adds the figures of {@code project} to {@code metrics}. */
  static void put(String project, Judgement gain, ArrayNode metrics) {
    Estimate estimate = gain.estimate();
    put(GAIN, project, estimate.value(), metrics);
    put(LOW, project, estimate.low(), metrics);
    put(HIGH, project, estimate.high(), metrics);
    put(SAMPLES, project, gain.effectiveSamples(), metrics);
    put(CHECKED, project, gain.isChecked() ? 1 : 0, metrics);
  }

  private static void put(String name, String project, double value, ArrayNode metrics) {
    metrics
        .addObject()
        .put("name", name)
        .put("value", value)
        .putObject("labels")
        .put("project", project);
  }
}
