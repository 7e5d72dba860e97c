package dev.signalbox.gateway.admin;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.CatalogSearch;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is looked for in the catalog.
 *
 * @param deployed whether only models are wanted that an enabled provider serves
 */
record CatalogQuery(CatalogSearch.Query search, boolean deployed) {
  private static final int STANDARD_PAGE = 50;
  private static final int MOST_VALUES = 20;
  private static final String DESCENDING = "-";

  /**
   * What the query of {@code request} says.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException naming the parameter at fault
   */
  static CatalogQuery of(ControlRequest request) {
    CatalogSearch.Filters filters =
        new CatalogSearch.Filters(
            Set.copyOf(request.texts("maker", MOST_VALUES)),
            values(request, "kind", ModelCard.Kind.values(), ModelCard.Kind::id),
            values(request, "stage", Lifecycle.Stage.values(), Lifecycle.Stage::id),
            values(request, "capability", Capability.values(), Capability::id),
            Set.copyOf(request.texts("family", MOST_VALUES)));
    CatalogSearch.Page page =
        new CatalogSearch.Page(
            request.text("after"), request.limit(STANDARD_PAGE, CatalogSearch.MAX_PAGE));
    return new CatalogQuery(
        new CatalogSearch.Query(request.text("q").orElse(""), filters, order(request), page),
        request.text("deployed").filter(CatalogQuery::isTrue).isPresent());
  }

  private static boolean isTrue(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problem.invalid("deployed", "`deployed` must be true or false").toException();
    };
  }

  private static CatalogSearch.Order order(ControlRequest request) {
    String text = request.text("sort").orElse(CatalogSearch.SortKey.ID.id());
    boolean descending = text.startsWith(DESCENDING);
    return new CatalogSearch.Order(
        one(
            "sort",
            descending ? text.substring(DESCENDING.length()) : text,
            CatalogSearch.SortKey.values(),
            CatalogSearch.SortKey::id),
        descending);
  }

  private static <T> Set<T> values(
      ControlRequest request, String name, T[] all, Function<T, String> id) {
    Set<T> values = new LinkedHashSet<>();
    request.texts(name, MOST_VALUES).forEach(text -> values.add(one(name, text, all, id)));
    return values;
  }

  private static <T> T one(String name, String text, T[] all, Function<T, String> id) {
    List<String> ids = Stream.of(all).map(id).toList();
    Optional<T> found = Stream.of(all).filter(value -> id.apply(value).equals(text)).findFirst();
    return found.orElseThrow(
        () ->
            Problem.invalid(name, "`%s` must be one of %s".formatted(name, String.join(", ", ids)))
                .toException());
  }
}
