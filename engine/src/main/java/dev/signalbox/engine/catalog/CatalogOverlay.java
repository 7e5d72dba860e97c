package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays what an operator says of models over a catalog.
 *
 * <p>An overlay is a card of the catalog format of which only the id must be there. Objects are
 * merged key by key, lists and values replace, null takes a key away. A price given without a
 * source is the overlay's own: its old source, confidence and date go. An id that is not in the
 * catalog makes a new card, a chat model unless it says otherwise.
 */
public final class CatalogOverlay {
  /** More cards than this are a mistake. */
  public static final int MAX_CARDS = 10_000;

  private static final Set<String> PRICE_ORIGIN = Set.of("source", "confidence", "as_of");

  private final String origin;
  private final LocalDate asOf;

  /**
   * An overlay.
   *
   * @param origin what cards name as the source of facts given without one, such as {@code config}
   * @param asOf when those facts were stated
   */
  public CatalogOverlay(String origin, LocalDate asOf) {
    this.origin = origin;
    this.asOf = asOf;
  }

  /**
   * {@code base} with {@code cards} laid over it, in their order; new cards come last.
   *
   * @throws IllegalArgumentException if a card breaks a rule, naming the model and field at fault
   */
  public Catalog over(Catalog base, List<? extends JsonNode> cards) {
    if (cards.size() > MAX_CARDS) {
      throw new IllegalArgumentException("at most %d cards may be given".formatted(MAX_CARDS));
    }
    Map<String, ModelCard> all = new LinkedHashMap<>();
    base.cards().forEach(card -> all.put(card.id(), card));
    for (JsonNode partial : cards) {
      String id = partial.path("id").asText("");
      ObjectNode merged = all.containsKey(id) ? CardWriter.toJson(all.get(id)) : fresh(partial);
      merge(merged, stated(partial));
      all.put(id, CardReader.read(merged, asOf));
    }
    Catalog catalog = new Catalog(new ArrayList<>(all.values()), base.sources());
    catalog.checkReferences();
    return catalog;
  }

  /**
   * What an import changes: price and limits of the models that {@code base} has, and the whole of
   * new ones. What the catalog knows beyond that is better than what price lists know, so it stays.
   * Entries that are only another name of a model in {@code base} are left out.
   */
  public static List<ObjectNode> changesOf(Catalog base, List<ModelCard> imported) {
    List<ObjectNode> changes = new ArrayList<>();
    for (ModelCard card : imported) {
      ObjectNode json = CardWriter.toJson(card);
      if (base.byId(card.id()).isPresent()) {
        changes.add(json.retain("id", "price", "limits"));
      } else if (base.of(card.maker(), card.upstreamId()).isEmpty()) {
        changes.add(json);
      }
    }
    return changes;
  }

  private ObjectNode fresh(JsonNode partial) {
    ObjectNode card = CardWriter.JSON.objectNode();
    card.put("id", partial.path("id").asText("")).put("kind", ModelCard.Kind.CHAT.id());
    ObjectNode provenance = card.putObject("provenance");
    provenance.putArray("sources").add(origin);
    provenance.put("confidence", "stated");
    return card;
  }

  /** The overlay with the source of what it says itself. */
  private JsonNode stated(JsonNode partial) {
    if (!partial.isObject() || !partial.path("price").path("rows").isArray()) {
      return partial;
    }
    ObjectNode copy = partial.deepCopy();
    ObjectNode price = (ObjectNode) copy.get("price");
    if (PRICE_ORIGIN.stream().noneMatch(price::has)) {
      price.put("source", origin).put("confidence", "stated").put("as_of", asOf.toString());
    }
    return copy;
  }

  private static void merge(ObjectNode target, JsonNode changes) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String key = change.getKey();
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(key);
      } else if (value.isObject() && target.path(key).isObject()) {
        merge((ObjectNode) target.get(key), value);
      } else {
        target.set(key, value);
      }
    }
  }
}
