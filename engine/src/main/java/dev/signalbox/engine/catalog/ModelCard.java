package dev.signalbox.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of one model at one maker.
 *
 * @param id {@code maker/upstream-id}
 * @param aliases other ids the maker accepts for it
 * @param capabilities what it can do; a missing key is {@link Support#UNKNOWN}
 */
public record ModelCard(
    String id,
    Kind kind,
    String name,
    Optional<String> family,
    List<String> aliases,
    Limits limits,
    Map<Capability, Support> capabilities,
    ParameterRules parameters) {
  public ModelCard {
    if (id.indexOf('/') <= 0) {
      throw new IllegalArgumentException("a card's id is maker/model, not " + id);
    }
    aliases = List.copyOf(aliases);
    capabilities = Map.copyOf(capabilities);
  }

  /** What a model makes. */
  public enum Kind {
    CHAT,
    EMBEDDING
  }

  /** Who makes or hosts it: the part of the id before the first slash. */
  public String maker() {
    return id.substring(0, id.indexOf('/'));
  }

  /** Its name at the maker: the part of the id after the first slash. */
  public String upstreamId() {
    return id.substring(id.indexOf('/') + 1);
  }

  /** Whether it can do {@code capability}. */
  public Support supports(Capability capability) {
    return capabilities.getOrDefault(capability, Support.UNKNOWN);
  }
}
