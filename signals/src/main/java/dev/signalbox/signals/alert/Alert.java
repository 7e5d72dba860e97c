package dev.signalbox.signals.alert;

/**
 * A metric that is on the wrong side of its threshold.
 *
 * @param samples answers that it is known of
 */
public record Alert(Group group, Metric metric, double value, double threshold, double samples) {}
