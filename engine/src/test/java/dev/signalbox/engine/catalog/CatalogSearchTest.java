package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.catalog.CatalogSearch.Filters;
import dev.signalbox.engine.catalog.CatalogSearch.Found;
import dev.signalbox.engine.catalog.CatalogSearch.Order;
import dev.signalbox.engine.catalog.CatalogSearch.Page;
import dev.signalbox.engine.catalog.CatalogSearch.Query;
import dev.signalbox.engine.catalog.CatalogSearch.SortKey;
import dev.signalbox.engine.catalog.Lifecycle.Stage;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogSearchTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final Catalog CATALOG =
      new Catalog(
          List.of(
              chat("a/big", "Big One")
                  .family(Optional.of("one"))
                  .aliases(List.of("big-latest"))
                  .capabilities(Map.of(Capability.TOOLS, Support.YES))
                  .limits(context(1_000_000))
                  .price(price(9, 1))
                  .build(),
              chat("b/small", "small one")
                  .family(Optional.of("one"))
                  .capabilities(
                      Map.of(Capability.TOOLS, Support.YES, Capability.VISION, Support.YES))
                  .limits(context(1_000))
                  .price(price(1, 9))
                  .lifecycle(released(Stage.ACTIVE, LocalDate.of(2026, 1, 1)))
                  .build(),
              chat("b/old", "Old")
                  .capabilities(Map.of(Capability.TOOLS, Support.NO))
                  .lifecycle(released(Stage.RETIRED, LocalDate.of(2024, 1, 1)))
                  .build(),
              ModelCard.builder("b/vectors", ModelCard.Kind.EMBEDDING).build()));

  @Test
  void everythingIsFoundByIdWithItsFacets() {
    Found found = CatalogSearch.find(CATALOG, Query.ALL, TODAY);

    assertThat(ids(found)).containsExactly("a/big", "b/old", "b/small", "b/vectors");
    assertThat(found.total()).isEqualTo(4);
    assertThat(found.next()).isEmpty();
    assertThat(found.facets())
        .isEqualTo(
            Map.of(
                "maker", Map.of("a", 1, "b", 3),
                "kind", Map.of("chat", 3, "embedding", 1),
                "stage", Map.of("active", 3, "retired", 1),
                "capability", Map.of("tools", 2, "vision", 1),
                "family", Map.of("one", 2)));
  }

  @ParameterizedTest
  @CsvSource({"one BIG, a/big", "latest, a/big", "'', a/big b/old b/small b/vectors", "xyz, ''"})
  void allWordsMustOccurSomewhere(String text, String expected) {
    Found found =
        CatalogSearch.find(
            CATALOG,
            new Query(text, Filters.NONE, new Order(SortKey.ID, false), Page.first(10)),
            TODAY);

    assertThat(String.join(" ", ids(found))).isEqualTo(expected);
  }

  @Test
  void aFacetIsCountedAsIfItsOwnFilterWereOff() {
    Filters filters = new Filters(Set.of("b"), Set.of(), Set.of(Stage.ACTIVE), Set.of(), Set.of());

    Found found = CatalogSearch.find(CATALOG, filtered(filters), TODAY);

    assertThat(ids(found)).containsExactly("b/small", "b/vectors");
    assertThat(found.facets().get("maker")).isEqualTo(Map.of("a", 1, "b", 2));
    assertThat(found.facets().get("stage")).isEqualTo(Map.of("active", 2, "retired", 1));
    assertThat(found.facets().get("kind")).isEqualTo(Map.of("chat", 1, "embedding", 1));
  }

  @Test
  void filtersOfEachKindNarrow() {
    assertThat(ids(with(new Filters(Set.of("a"), Set.of(), Set.of(), Set.of(), Set.of()))))
        .containsExactly("a/big");
    assertThat(
            ids(
                with(
                    new Filters(
                        Set.of(), Set.of(ModelCard.Kind.EMBEDDING), Set.of(), Set.of(), Set.of()))))
        .containsExactly("b/vectors");
    assertThat(
            ids(with(new Filters(Set.of(), Set.of(), Set.of(Stage.RETIRED), Set.of(), Set.of()))))
        .containsExactly("b/old");
    assertThat(
            ids(
                with(
                    new Filters(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(Capability.TOOLS, Capability.VISION),
                        Set.of()))))
        .containsExactly("b/small");
    assertThat(ids(with(new Filters(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("one")))))
        .containsExactly("a/big", "b/small");
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, false, a/big b/old b/small b/vectors",
    "NAME, true, b/vectors b/small b/old a/big",
    "INPUT_PRICE, false, b/small a/big b/old b/vectors",
    "INPUT_PRICE, true, a/big b/small b/old b/vectors",
    "OUTPUT_PRICE, false, a/big b/small b/old b/vectors",
    "CONTEXT, true, a/big b/small b/old b/vectors",
    "RELEASED, true, b/small b/old a/big b/vectors",
    "RELEASED, false, b/old b/small a/big b/vectors",
    "ID, true, b/vectors b/small b/old a/big"
  })
  void cardsAreSortedAndUnknownOnesComeLast(SortKey key, boolean descending, String expected) {
    Query query = new Query("", Filters.NONE, new Order(key, descending), Page.first(10));

    assertThat(String.join(" ", ids(CatalogSearch.find(CATALOG, query, TODAY))))
        .isEqualTo(expected);
  }

  @Test
  void theBestComeFirstByQuality() {
    Query query =
        new Query(
            "", Filters.NONE, new Order(SortKey.QUALITY, true), Page.first(CatalogSearch.MAX_PAGE));

    List<ModelCard> found = CatalogSearch.find(CatalogReader.standard(), query, TODAY).cards();

    assertThat(found)
        .extracting(card -> QualityPriors.of(card, TaskFamily.GENERAL).mean())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    Catalog catalog = CatalogReader.standard();
    List<String> seen = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Query query =
          new Query("", Filters.NONE, new Order(SortKey.OUTPUT_PRICE, true), new Page(after, 7));
      Found found = CatalogSearch.find(catalog, query, TODAY);
      seen.addAll(ids(found));
      after = found.next();
    } while (after.isPresent());

    assertThat(seen).hasSize(catalog.cards().size()).doesNotHaveDuplicates();
  }

  @Test
  void aPageAfterACardThatIsNotThereIsRefused() {
    Query query =
        new Query("", Filters.NONE, new Order(SortKey.ID, false), new Page(Optional.of("x/y"), 1));

    assertThatThrownBy(() -> CatalogSearch.find(CATALOG, query, TODAY))
        .hasMessage("`x/y` is not among the models found");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, CatalogSearch.MAX_PAGE + 1})
  void aPageHasABound(int limit) {
    assertThatThrownBy(() -> Page.first(limit)).hasMessageContaining("`limit` must be 1 to 500");
  }

  private static Found with(Filters filters) {
    return CatalogSearch.find(CATALOG, filtered(filters), TODAY);
  }

  private static Query filtered(Filters filters) {
    return new Query("", filters, new Order(SortKey.ID, false), Page.first(10));
  }

  private static List<String> ids(Found found) {
    return found.cards().stream().map(ModelCard::id).toList();
  }

  private static CardBuilder chat(String id, String name) {
    return ModelCard.builder(id, ModelCard.Kind.CHAT).name(name);
  }

  private static Limits context(int tokens) {
    return new Limits(
        OptionalInt.of(tokens), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  private static PriceSheet price(long input, long output) {
    return PriceSheet.of(Rates.of(input, output), "s", TODAY);
  }

  private static Lifecycle released(Stage stage, LocalDate day) {
    return new Lifecycle(
        stage, Optional.of(day), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
