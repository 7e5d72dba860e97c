package dev.signalbox.gateway.config;

import java.time.Duration;

/**
 * How what happens is stored: {@code [analytics]}.
 *
 * @param commitFirst whether a client sees the end of its answer only when the record is stored
 * @param queue most records that may wait to be stored
 * @param retention how long requests, attempts and decisions are kept; zero keeps them for ever
 * @param capture what is kept of prompts and answers
 */
public record AnalyticsConfig(
    boolean commitFirst, int queue, Duration retention, CaptureConfig capture) {
  /** The same with what {@code running} can change only at the next start. */
  AnalyticsConfig keeping(AnalyticsConfig running) {
    return new AnalyticsConfig(
        running.commitFirst,
        running.queue,
        running.retention,
        new CaptureConfig(
            capture.of(),
            capture.samplePercent(),
            capture.maxBytes(),
            running.capture.retention()));
  }
}
