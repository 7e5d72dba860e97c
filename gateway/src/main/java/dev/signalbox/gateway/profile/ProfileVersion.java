package dev.signalbox.gateway.profile;

import java.time.Instant;
import java.util.Optional;

/**
 * What was stored of a profile once.
 *
 * @param number from 1, without gaps for each profile
 * @param by label of the key that stored it; empty text when the gateway asks for none
 * @param document the profile as it was written, a JSON object; empty when it was deleted
 */
public record ProfileVersion(
    String id, int number, Instant at, String by, Optional<String> document) {}
