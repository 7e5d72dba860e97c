package dev.signalbox.engine.catalog;

import dev.signalbox.engine.catalog.Lifecycle.Stage;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds cards: by text, by what they are, in an order, a page at a time. */
public final class CatalogSearch {
  /** Most cards on one page. */
  public static final int MAX_PAGE = 500;

  private CatalogSearch() {}

  /**
   * What is looked for.
   *
   * @param text words that must all occur in id, name, family or an alias; in any case; empty for
   *     all
   * @param filters what a card must be
   * @param order how cards are sorted; equal ones by id
   * @param page which part of them is wanted
   */
  public record Query(String text, Filters filters, Order order, Page page) {
    /** Everything, by id, from the start. */
    public static final Query ALL =
        new Query("", Filters.NONE, new Order(SortKey.ID, false), Page.first(MAX_PAGE));
  }

  /**
   * What a card must be; an empty set allows everything.
   *
   * @param capabilities which a card must all be known to have
   */
  public record Filters(
      Set<String> makers,
      Set<ModelCard.Kind> kinds,
      Set<Stage> stages,
      Set<Capability> capabilities,
      Set<String> families) {
    /** Any card. */
    public static final Filters NONE =
        new Filters(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public Filters {
      makers = Set.copyOf(makers);
      kinds = Set.copyOf(kinds);
      stages = Set.copyOf(stages);
      capabilities = Set.copyOf(capabilities);
      families = Set.copyOf(families);
    }
  }

  /** What cards can be sorted by. */
  public enum SortKey {
    ID,
    NAME,
    INPUT_PRICE,
    OUTPUT_PRICE,
    CONTEXT,
    RELEASED,
    QUALITY;

    /** Its name in queries. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A sort key and its direction. Cards of which the key is unknown come last either way. */
  public record Order(SortKey key, boolean descending) {}

  /**
   * Part of what was found.
   *
   * @param after id of the last card of the page before
   * @param limit most cards, 1..{@value #MAX_PAGE}
   */
  public record Page(Optional<String> after, int limit) {
    public Page {
      if (limit < 1 || limit > MAX_PAGE) {
        throw new IllegalArgumentException("`limit` must be 1 to " + MAX_PAGE);
      }
    }

    /** The first {@code limit} cards. */
    public static Page first(int limit) {
      return new Page(Optional.empty(), limit);
    }
  }

  /**
   * What was found.
   *
   * @param cards of the page
   * @param total on all pages
   * @param next what to pass as {@link Page#after} for the next page, if there is one
   * @param facets name of a property to its values and how many cards have each; every property is
   *     counted over the cards that all other filters let through
   */
  public record Found(
      List<ModelCard> cards,
      int total,
      Optional<String> next,
      Map<String, Map<String, Integer>> facets) {}

  /**
   * Looks for cards.
   *
   * @param today on which a card is in its stage
   * @throws IllegalArgumentException if the page is to start after a card that is not among those
   *     found
   */
  public static Found find(Catalog catalog, Query query, LocalDate today) {
    List<String> words =
        Stream.of(query.text().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    List<ModelCard> texted = catalog.cards().stream().filter(card -> matches(card, words)).toList();
    List<ModelCard> found = new ArrayList<>(texted);
    for (Facet facet : Facet.values()) {
      found.removeIf(card -> !facet.allows(query.filters(), card, today));
    }
    found.sort(comparator(query.order()));
    int from = query.page().after().map(id -> placeOf(id, found) + 1).orElse(0);
    int until = Math.min(found.size(), from + query.page().limit());
    List<ModelCard> page = List.copyOf(found.subList(from, until));
    return new Found(
        page,
        found.size(),
        until < found.size() ? Optional.of(page.getLast().id()) : Optional.empty(),
        facets(texted, query.filters(), today));
  }

  private static boolean matches(ModelCard card, List<String> words) {
    String text =
        String.join(
                "\n",
                card.id(),
                card.name(),
                card.family().orElse(""),
                String.join("\n", card.aliases()))
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  private static int placeOf(String id, List<ModelCard> found) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException("`%s` is not among the models found".formatted(id));
  }

  private static Map<String, Map<String, Integer>> facets(
      List<ModelCard> texted, Filters filters, LocalDate today) {
    Map<String, Map<String, Integer>> facets = new TreeMap<>();
    for (Facet facet : Facet.values()) {
      Map<String, Integer> counts = new TreeMap<>();
      for (ModelCard card : texted) {
        boolean allowed =
            Stream.of(Facet.values())
                .filter(other -> other != facet)
                .allMatch(other -> other.allows(filters, card, today));
        if (allowed) {
          facet.valuesOf(card, today).forEach(value -> counts.merge(value, 1, Integer::sum));
        }
      }
      facets.put(facet.name().toLowerCase(Locale.ROOT), counts);
    }
    return facets;
  }

  private static Comparator<ModelCard> comparator(Order order) {
    Comparator<ModelCard> byKey =
        switch (order.key()) {
          case ID -> by(order, card -> Optional.of(card.id()));
          case NAME -> by(order, card -> Optional.of(card.name().toLowerCase(Locale.ROOT)));
          case INPUT_PRICE -> by(order, card -> price(card, Rates::input));
          case OUTPUT_PRICE -> by(order, card -> price(card, Rates::output));
          case CONTEXT -> by(order, CatalogSearch::context);
          case RELEASED -> by(order, card -> card.lifecycle().released());
          case QUALITY ->
              by(order, card -> Optional.of(QualityPriors.of(card, TaskFamily.GENERAL).mean()));
        };
    return byKey.thenComparing(ModelCard::id);
  }

  private static <T extends Comparable<? super T>> Comparator<ModelCard> by(
      Order order, Function<ModelCard, Optional<T>> key) {
    Comparator<T> direction =
        order.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return (a, b) -> {
      Optional<T> left = key.apply(a);
      Optional<T> right = key.apply(b);
      return left.isPresent() && right.isPresent()
          ? direction.compare(left.get(), right.get())
          : Boolean.compare(left.isEmpty(), right.isEmpty());
    };
  }

  private static Optional<Long> price(ModelCard card, Function<Rates, OptionalLong> rate) {
    return card.price()
        .listRates()
        .map(rate)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong);
  }

  private static Optional<Integer> context(ModelCard card) {
    return Stream.of(card.limits().contextTokens(), card.limits().maxInputTokens())
        .flatMap(limit -> limit.stream().boxed())
        .findFirst();
  }

  /** A property that cards are counted and filtered by. */
  private enum Facet {
    MAKER,
    KIND,
    STAGE,
    CAPABILITY,
    FAMILY;

    List<String> valuesOf(ModelCard card, LocalDate today) {
      return switch (this) {
        case MAKER -> List.of(card.maker());
        case KIND -> List.of(card.kind().id());
        case STAGE -> List.of(card.lifecycle().stageOn(today).id());
        case CAPABILITY ->
            Stream.of(Capability.values())
                .filter(capability -> card.supports(capability) == Support.YES)
                .map(Capability::id)
                .toList();
        case FAMILY -> card.family().stream().toList();
      };
    }

    boolean allows(Filters filters, ModelCard card, LocalDate today) {
      return switch (this) {
        case MAKER -> filters.makers().isEmpty() || filters.makers().contains(card.maker());
        case KIND -> filters.kinds().isEmpty() || filters.kinds().contains(card.kind());
        case STAGE ->
            filters.stages().isEmpty()
                || filters.stages().contains(card.lifecycle().stageOn(today));
        case CAPABILITY ->
            filters.capabilities().stream()
                .allMatch(capability -> card.supports(capability) == Support.YES);
        case FAMILY ->
            filters.families().isEmpty()
                || card.family().filter(filters.families()::contains).isPresent();
      };
    }
  }
}
