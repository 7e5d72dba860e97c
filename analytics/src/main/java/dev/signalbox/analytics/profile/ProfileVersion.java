package dev.signalbox.analytics.profile;

import java.time.Instant;
import java.util.Optional;

/**
 * What was stored of a profile once.
 *
 * @param number from 1, rising with each version of a profile
 * @param by label of the key that stored it; empty text when the gateway asks for none
 * @param document the profile as it was written, a JSON object of at most {@link
 *     StoredProfiles#MOST_CHARACTERS}; empty when it was deleted
 */
public record ProfileVersion(
    String id, int number, Instant at, String by, Optional<String> document) {
  ProfileVersion numbered(int other) {
    return new ProfileVersion(id, other, at, by, document);
  }
}
