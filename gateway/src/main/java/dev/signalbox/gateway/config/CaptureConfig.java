package dev.signalbox.gateway.config;

import dev.signalbox.analytics.capture.CaptureMode;
import java.time.Duration;

/**
 * What is kept of prompts and answers: {@code [analytics.capture]}.
 *
 * @param of which requests
 * @param samplePercent share of them, where a sample is taken
 * @param maxBytes most of each stage of a request
 * @param retention how long it is kept; zero keeps it for ever
 */
public record CaptureConfig(
    CaptureMode of, double samplePercent, int maxBytes, Duration retention) {}
