package dev.signalbox.gateway.config;

import dev.signalbox.gateway.provider.auth.ServiceAccount;

/**
 * Where the models of a provider of type {@code vertex} are.
 *
 * @param location a region, {@code global}, {@code us} or {@code eu}
 * @param key the private key of the account that pays
 */
public record VertexConfig(String project, String location, ServiceAccount account, Secret key) {}
