package dev.signalbox.engine.naming;

/**
 * Sends every name with a prefix to a provider.
 *
 * @param prefix such as {@code claude-}
 * @param provider the provider's id in the config
 */
public record PrefixRule(String prefix, String provider) {}
