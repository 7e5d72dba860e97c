package dev.signalbox.gateway.config;

/**
 * The pages for people: {@code [portal]}.
 *
 * @param enabled whether they are served
 * @param liveViewers how many may look on at {@code /v1/live} at once
 */
public record PortalConfig(boolean enabled, int liveViewers) {}
