package dev.signalbox.gateway.config;

/**
 * The pages: {@code [portal]}.
 *
 * @param liveViewers how many may look on at {@code /v1/live} at once
 */
public record PortalConfig(int liveViewers) {}
