package dev.signalbox.gateway.admin.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CatalogSearch;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Value;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is looked for in the catalog.
 *
 * @param deployed whether only models are wanted that an enabled provider serves
 */
record CatalogQuery(CatalogSearch.Query search, boolean deployed) {
  private static final int MOST_VALUES = 20;
  private static final int LONGEST = 200;
  private static final String DESCENDING = "-";

  private static final Field<String> WORDS =
      Field.of("q", Value.text(LONGEST, "flash"), "words of an id, a name, a family");
  private static final Field<String> MAKER =
      Field.of("maker", Value.text(LONGEST, "google"), "any of these makers").upTo(MOST_VALUES);
  private static final Field<ModelCard.Kind> KIND =
      several("kind", ModelCard.Kind.values(), ModelCard.Kind::id);
  private static final Field<Lifecycle.Stage> STAGE =
      several("stage", Lifecycle.Stage.values(), Lifecycle.Stage::id);
  private static final Field<Capability> CAPABILITY =
      several("capability", Capability.values(), Capability::id);
  private static final Field<String> FAMILY =
      Field.of("family", Value.text(LONGEST, "gpt"), "any of these families").upTo(MOST_VALUES);
  private static final Field<Boolean> DEPLOYED =
      Field.of("deployed", Value.flag(), "only what an enabled provider serves").or(false);
  private static final Field<String> SORT =
      Field.of(
              "sort",
              Value.choice(
                  Stream.of("", DESCENDING).flatMap(CatalogQuery::sortedBy).toList(),
                  Function.identity()),
              "the order, with `-` from high to low")
          .or(CatalogSearch.SortKey.ID.id());
  private static final Field<Integer> LIMIT = Page.limit(50, CatalogSearch.MAX_PAGE);

  /** The parameters that it reads. */
  static final List<Field<?>> FIELDS =
      List.of(WORDS, MAKER, KIND, STAGE, CAPABILITY, FAMILY, DEPLOYED, SORT, Page.AFTER, LIMIT);

  private static <T> Field<T> several(String name, T[] all, Function<T, String> id) {
    return Field.of(name, Value.choice(List.of(all), id), "any of these; of capabilities, all")
        .upTo(MOST_VALUES);
  }

  private static Stream<String> sortedBy(String sign) {
    return Stream.of(CatalogSearch.SortKey.values()).map(key -> sign + key.id());
  }

  /**
   * What the query of {@code request} says.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException naming the parameter at fault
   */
  static CatalogQuery of(ControlRequest request) {
    CatalogSearch.Filters filters =
        new CatalogSearch.Filters(
            Set.copyOf(request.all(MAKER)),
            Set.copyOf(request.all(KIND)),
            Set.copyOf(request.all(STAGE)),
            Set.copyOf(request.all(CAPABILITY)),
            Set.copyOf(request.all(FAMILY)));
    CatalogSearch.Page page = new CatalogSearch.Page(request.get(Page.AFTER), request.need(LIMIT));
    return new CatalogQuery(
        new CatalogSearch.Query(
            request.get(WORDS).orElse(""), filters, order(request.need(SORT)), page),
        request.need(DEPLOYED));
  }

  private static CatalogSearch.Order order(String sort) {
    boolean descending = sort.startsWith(DESCENDING);
    String name = descending ? sort.substring(DESCENDING.length()) : sort;
    return new CatalogSearch.Order(
        Stream.of(CatalogSearch.SortKey.values())
            .filter(key -> key.id().equals(name))
            .findFirst()
            .orElseThrow(SORT::wrong),
        descending);
  }
}
