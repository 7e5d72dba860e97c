package dev.signalbox.gateway.config;

/**
 * What exploration may cost in a day: part of {@code [signals]}.
 *
 * @param nanosPerDay expected nano-dollars beyond what the best would cost
 * @param lossPerDay expected quality below that of the best, in billionths
 */
public record ExplorationConfig(long nanosPerDay, long lossPerDay) {}
