package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.PriceSheet;
import java.util.Collections;
import java.util.EnumMap;
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
    ParameterRules parameters,
    PriceSheet price,
    LatencyPrior latency,
    List<QualityFigure> quality,
    Governance governance,
    Lifecycle lifecycle,
    Provenance provenance) {
  public ModelCard {
    if (id.indexOf('/') <= 0 || id.indexOf('/') == id.length() - 1) {
      throw new IllegalArgumentException("`id` must be maker/model, not `%s`".formatted(id));
    }
    aliases = List.copyOf(aliases);
    Map<Capability, Support> ordered = new EnumMap<>(Capability.class);
    ordered.putAll(capabilities);
    capabilities = Collections.unmodifiableMap(ordered);
    quality = List.copyOf(quality);
  }

  /** What a model makes. */
  public enum Kind {
    CHAT("chat"),
    EMBEDDING("embedding");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Its name in data files and answers. */
    public String id() {
      return id;
    }
  }

  /** A card of which only the id and the kind are known so far. */
  public static CardBuilder builder(String id, Kind kind) {
    return new CardBuilder(id, kind);
  }

  /** A builder that starts from this card. */
  public CardBuilder toBuilder() {
    return new CardBuilder(this);
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
