package dev.signalbox.gateway.wire.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A source that supports a stretch of text.
 *
 * @param url address of the source
 * @param title title of the source
 * @param quote the cited words
 * @param start first UTF-16 unit of the text that is supported, 0-based
 * @param end unit after the last
 * @param extras the citation's further fields in its own protocol
 */
public record Citation(
    Optional<String> url,
    Optional<String> title,
    Optional<String> quote,
    OptionalInt start,
    OptionalInt end,
    Extras extras) {}
