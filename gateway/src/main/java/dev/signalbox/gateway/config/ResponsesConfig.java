package dev.signalbox.gateway.config;

import java.time.Duration;

/**
 * What is kept of Responses conversations: {@code [responses]}.
 *
 * @param retention how long an answer can be continued; zero keeps none
 * @param maxStored answers kept; the oldest go first
 * @param maxBytes bytes kept; the oldest go first
 */
public record ResponsesConfig(Duration retention, int maxStored, long maxBytes) {}
