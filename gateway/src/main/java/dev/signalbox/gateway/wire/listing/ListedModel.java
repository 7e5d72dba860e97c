package dev.signalbox.gateway.wire.listing;

import java.util.List;
import java.util.OptionalLong;

/**
 * One model as a caller may see it.
 *
 * @param id the name a request may use
 * @param provider id of the provider that serves it, as configured
 * @param owner who makes it; the provider's id when that is unknown
 * @param displayName its name for people; the id when it has none
 * @param createdSeconds Unix time of its release in seconds; 0 when unknown
 * @param contextTokens longest prompt it takes, in tokens; absent when unknown
 * @param maxOutputTokens longest answer it gives, in tokens; absent when unknown
 * @param capabilities what it is known to do, as the names of the catalog ({@code tools, vision …})
 */
public record ListedModel(
    String id,
    Kind kind,
    String provider,
    String owner,
    String displayName,
    long createdSeconds,
    OptionalLong contextTokens,
    OptionalLong maxOutputTokens,
    List<String> capabilities) {
  public ListedModel {
    capabilities = List.copyOf(capabilities);
  }

  /** What a model gives. */
  public enum Kind {
    /** Text and whatever else an answer holds. */
    GENERATION,
    /** Vectors. */
    EMBEDDING
  }

  /** A model of which nothing is known but its id and where it is. */
  public static ListedModel of(String id, String provider) {
    return new ListedModel(
        id,
        Kind.GENERATION,
        provider,
        provider,
        id,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of());
  }
}
