package dev.signalbox.engine.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All model cards, found by id, by upstream id and by alias. Immutable. */
public final class Catalog {
  private final List<ModelCard> cards;
  private final Map<String, ModelCard> byId = new HashMap<>();
  private final Map<String, List<ModelCard>> byName = new HashMap<>();

  /**
   * A catalog of {@code cards}.
   *
   * @throws IllegalArgumentException if two cards share an id
   */
  public Catalog(List<ModelCard> cards) {
    this.cards = List.copyOf(cards);
    for (ModelCard card : cards) {
      if (byId.put(card.id(), card) != null) {
        throw new IllegalArgumentException("two cards have the id " + card.id());
      }
      index(card.upstreamId(), card);
      card.aliases().forEach(alias -> index(alias, card));
    }
  }

  private void index(String name, ModelCard card) {
    byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(card);
  }

  /** Every card, in the order of the data file. */
  public List<ModelCard> cards() {
    return cards;
  }

  /** The card with this id. */
  public Optional<ModelCard> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The cards of all makers that know {@code name} as upstream id or alias, in catalog order. */
  public List<ModelCard> named(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }

  /** The card of {@code name} at {@code maker}. */
  public Optional<ModelCard> of(String maker, String name) {
    return named(name).stream().filter(card -> card.maker().equals(maker)).findFirst();
  }
}
