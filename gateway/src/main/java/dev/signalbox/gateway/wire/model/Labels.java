package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a request says about itself to the provider, beside its content.
 *
 * @param endUser id of the person behind the request ({@code user}, {@code metadata.user_id})
 * @param safetyIdentifier OpenAI's successor of {@code user}
 * @param metadata key-value pairs kept with the request (OpenAI {@code metadata})
 * @param cacheKey groups requests that share a prompt prefix ({@code prompt_cache_key})
 * @param serviceTier asked-for tier, as it came
 * @param store whether the provider may keep the answer
 */
public record Labels(
    Optional<String> endUser,
    Optional<String> safetyIdentifier,
    Optional<ObjectNode> metadata,
    Optional<String> cacheKey,
    Optional<String> serviceTier,
    Optional<Boolean> store) {
  /** Nothing said. */
  public static final Labels NONE =
      new Labels(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
