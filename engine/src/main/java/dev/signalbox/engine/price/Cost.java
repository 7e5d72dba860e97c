package dev.signalbox.engine.price;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request costs.
 *
 * @param known whether everything could be priced; if not, the total means nothing
 * @param totalNanos sum of the parts in nano-dollars, saturating
 * @param parts nano-dollars of every kind of token that occurs and has a price
 * @param price the price used; empty if none holds
 * @param unpriced kinds of tokens that occur and have no price
 * @param assumptions what was taken for granted, each once
 */
public record Cost(
    boolean known,
    long totalNanos,
    Map<Bucket, Long> parts,
    Optional<PriceUsed> price,
    List<Bucket> unpriced,
    List<Assumption> assumptions) {
  public Cost {
    Map<Bucket, Long> ordered = new EnumMap<>(Bucket.class);
    ordered.putAll(parts);
    parts = Collections.unmodifiableMap(ordered);
    unpriced = List.copyOf(unpriced);
    assumptions = List.copyOf(assumptions);
  }
}
