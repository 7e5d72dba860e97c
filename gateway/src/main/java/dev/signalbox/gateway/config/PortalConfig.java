package dev.signalbox.gateway.config;

/**
 * The pages for people: {@code [portal]}.
 *
 * @param enabled whether they are served
 */
public record PortalConfig(boolean enabled) {}
