package dev.signalbox.gateway.config.schema;

/**
 * One thing wrong with a configuration.
 *
 * @param place where it is
 * @param message one sentence that names key, place and what is allowed; never a secret
 */
public record ConfigProblem(Place place, String message) {}
