package dev.signalbox.gateway.provider.auth;

import io.vertx.core.MultiMap;

/** An error that a provider answered with, as it came. */
public record Refusal(int status, MultiMap headers, String body) {}
