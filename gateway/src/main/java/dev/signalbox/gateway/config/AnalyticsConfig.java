package dev.signalbox.gateway.config;

import java.time.Duration;

/**
 * How what happens is stored: {@code [analytics]}.
 *
 * @param commitFirst whether a client sees the end of its answer only when the record is stored
 * @param queue most records that may wait to be stored
 * @param retention how long requests, attempts and decisions are kept; zero keeps them for ever
 */
public record AnalyticsConfig(boolean commitFirst, int queue, Duration retention) {}
