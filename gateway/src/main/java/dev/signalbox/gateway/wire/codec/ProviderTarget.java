package dev.signalbox.gateway.wire.codec;

/**
 * Whom a request is written for.
 *
 * @param model the model name the provider knows
 * @param traits what is known of that model
 * @param dialect the Chat dialect of the provider; unused by other formats
 */
public record ProviderTarget(String model, ModelTraits traits, Dialect dialect) {}
