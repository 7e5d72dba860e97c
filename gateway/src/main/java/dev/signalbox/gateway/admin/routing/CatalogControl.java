package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogSearch;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.pipeline.question.CallerReach;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The model cards: what is known of each, and what traffic shows of those that are served. */
final class CatalogControl {
  private final Catalog catalog;
  private final Routing routing;

  CatalogControl(Catalog catalog, Routing routing) {
    this.catalog = catalog;
    this.routing = routing;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/catalog", Role.CALLER, "Searches the model cards")
            .query(CatalogQuery.FIELDS)
            .gives(Shape.page("CardSummary"))
            .by(this::list),
        Route.get("/v1/catalog/{id+}", Role.CALLER, "One model card with everything that is known")
            .gives(Shape.one("Card"))
            .by(this::one));
  }

  private Future<JsonNode> list(ControlRequest request) {
    CatalogQuery query = CatalogQuery.of(request);
    Map<String, List<Standing>> served = served(request.caller());
    CatalogSearch.Found found = find(query, served, today(request));
    ObjectNode list =
        Page.of(
            found.cards().stream()
                .map(
                    card ->
                        CardJson.brief(
                            card, served.getOrDefault(card.id(), List.of()), request.head().at())),
            found.next());
    list.put("total", found.total());
    ObjectNode facets = list.putObject("facets");
    found
        .facets()
        .forEach(
            (name, counts) -> {
              ObjectNode facet = facets.putObject(name);
              counts.forEach(facet::put);
            });
    return Future.succeededFuture(list);
  }

  private CatalogSearch.Found find(
      CatalogQuery query, Map<String, List<Standing>> served, LocalDate today) {
    Catalog searched =
        query.deployed()
            ? new Catalog(
                catalog.cards().stream().filter(card -> isDeployed(card, served)).toList(),
                catalog.sources())
            : catalog;
    try {
      return CatalogSearch.find(searched, query.search(), today);
    } catch (IllegalArgumentException e) {
      throw Page.AFTER.wrong();
    }
  }

  private static boolean isDeployed(ModelCard card, Map<String, List<Standing>> served) {
    return served.getOrDefault(card.id(), List.of()).stream()
        .anyMatch(standing -> standing.deployment().provider().enabled());
  }

  private Future<JsonNode> one(ControlRequest request) {
    String id = request.segment("id");
    ModelCard card = catalog.byId(id).orElseThrow(() -> unknown(id));
    return Future.succeededFuture(
        CardJson.full(
            card,
            served(request.caller()).getOrDefault(card.id(), List.of()),
            routing.snapshot().quality(),
            request.head().at()));
  }

  private ProblemException unknown(String id) {
    List<String> near = NearMatch.of(id, catalog.cards().stream().map(ModelCard::id).toList());
    String hint = near.isEmpty() ? "" : "; did you mean `" + String.join("`, `", near) + "`?";
    return Problem.of(
            ProblemKind.NOT_FOUND,
            "the catalog has no model of this id, which is `maker/model`" + hint)
        .withCode("model_not_found")
        .withParam("id")
        .toException();
  }

  /** The deployments that {@code caller} may use, by the id of their card. */
  private Map<String, List<Standing>> served(Caller caller) {
    CallerReach reach = new CallerReach(caller.allowance(), routing.snapshot());
    return routing.snapshot().standings().stream()
        .filter(standing -> reach.permits(standing.deployment().target()))
        .filter(standing -> standing.deployment().card().isPresent())
        .collect(
            Collectors.groupingBy(standing -> standing.deployment().card().orElseThrow().id()));
  }

  private static LocalDate today(ControlRequest request) {
    return LocalDate.ofInstant(request.head().at(), ZoneOffset.UTC);
  }
}
