package dev.signalbox.engine.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All model cards, found by id, by upstream id and by alias. Immutable. */
public final class Catalog {
  private final List<ModelCard> cards;
  private final List<CatalogSource> sources;
  private final Map<String, ModelCard> byId = new HashMap<>();
  private final Map<String, List<ModelCard>> byName = new HashMap<>();

  /**
   * A catalog of {@code cards} from nowhere in particular.
   *
   * @throws IllegalArgumentException if two cards share an id or two of a maker share a name
   */
  public Catalog(List<ModelCard> cards) {
    this(cards, List.of());
  }

  /**
   * A catalog of {@code cards} that were made from {@code sources}.
   *
   * @throws IllegalArgumentException if two cards share an id or two of a maker share a name
   */
  public Catalog(List<ModelCard> cards, List<CatalogSource> sources) {
    this.cards = List.copyOf(cards);
    this.sources = List.copyOf(sources);
    for (ModelCard card : cards) {
      if (byId.put(card.id(), card) != null) {
        throw new IllegalArgumentException("two cards have the id `%s`".formatted(card.id()));
      }
      index(card.upstreamId(), card);
      card.aliases().forEach(alias -> index(alias, card));
    }
  }

  private void index(String name, ModelCard card) {
    List<ModelCard> known = byName.computeIfAbsent(name, _ -> new ArrayList<>(1));
    for (ModelCard other : known) {
      if (other.maker().equals(card.maker())) {
        throw new IllegalArgumentException(
            "catalog model `%s`: the name `%s` in `aliases` is that of `%s` too"
                .formatted(card.id(), name, other.id()));
      }
    }
    known.add(card);
  }

  /** Every card, in the order of the data file. */
  public List<ModelCard> cards() {
    return cards;
  }

  /** Where the facts are from. */
  public List<CatalogSource> sources() {
    return sources;
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

  /**
   * Checks that the cards that others name exist.
   *
   * @throws IllegalArgumentException if one does not, naming the model and the field
   */
  void checkReferences() {
    for (ModelCard card : cards) {
      card.lifecycle().replacement().ifPresent(id -> check(card, "lifecycle.replacement", id));
      card.provenance().sameAs().ifPresent(id -> check(card, "provenance.same_as", id));
    }
  }

  private void check(ModelCard card, String field, String id) {
    if (!byId.containsKey(id) || id.equals(card.id())) {
      throw new IllegalArgumentException(
          "catalog model `%s`: `%s` is `%s`, which is no other card"
              .formatted(card.id(), field, id));
    }
  }
}
