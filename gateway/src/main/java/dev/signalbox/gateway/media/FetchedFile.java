package dev.signalbox.gateway.media;

import io.vertx.core.buffer.Buffer;

/**
 * A file as it was fetched.
 *
 * @param mimeType without parameters, lower case
 */
public record FetchedFile(String mimeType, Buffer bytes) {}
