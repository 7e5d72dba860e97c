package dev.signalbox.gateway.config;

import java.time.Duration;

/**
 * How files are fetched that clients give by address: {@code [media]}.
 *
 * @param fetch whether they are, where the provider takes no addresses
 * @param maxBytes most bytes of all files of one request together
 * @param timeout longest time for one file
 * @param maxItems most files of one request
 * @param allowPrivate whether addresses of inner networks are fetched from too
 */
public record MediaConfig(
    boolean fetch, long maxBytes, Duration timeout, int maxItems, boolean allowPrivate) {}
