package dev.signalbox.gateway.media;

import java.time.Duration;

/**
 * How files are fetched.
 *
 * @param fetch whether they are at all
 * @param maxBytes most bytes of all files of one request together
 * @param timeout longest time for one file, from the look-up of its name to its last byte
 * @param maxItems most files of one request
 * @param allowPrivate whether addresses of inner networks may be fetched from
 */
public record MediaSettings(
    boolean fetch, long maxBytes, Duration timeout, int maxItems, boolean allowPrivate) {}
