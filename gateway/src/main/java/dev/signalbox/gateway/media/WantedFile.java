package dev.signalbox.gateway.media;

import dev.signalbox.gateway.wire.model.MediaKind;
import java.util.Optional;

/**
 * A file that a client gave by address.
 *
 * @param path where in its request it stands, for problems
 * @param url the address as the client wrote it
 * @param kind what it is said to be
 * @param mimeType what it is said to be exactly
 */
public record WantedFile(String path, String url, MediaKind kind, Optional<String> mimeType) {}
