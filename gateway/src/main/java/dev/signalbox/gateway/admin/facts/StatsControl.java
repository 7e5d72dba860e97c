package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Requesters;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.pipeline.question.CallerReach;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What came to what: statistics, projects, sources, failures. */
final class StatsControl {
  private static final String AUTO = "auto";
  private static final Duration FAILURE_WINDOW = Duration.ofHours(24);

  private static final Field<String> COMPARE =
      Field.of("compare", Value.oneOf("previous"), "adds the span of the same length before");
  private static final Field<String> GRAIN =
      Field.of(
              "grain",
              Value.choice(
                  Stream.concat(Stream.of(AUTO), Stream.of(Grain.values()).map(Grain::id)).toList(),
                  Function.identity()),
              "how long the points of the series are")
          .or(AUTO);
  private static final Field<Integer> ACTIVE =
      Field.of(
          "active_since_mins", Value.count(1, 10_000_000, 60), "those seen in so many minutes");
  private static final Field<Integer> LIMIT = Page.limit(200, Requesters.MOST);

  private static final Field<String> BASELINE =
      Field.of(
          "baseline",
          Value.text(400, "oa/gpt-6-sol"),
          "the model that costs are compared with; the best by its card unless it is said");

  private final FactReading reading;
  private final Annotations annotations;
  private final Routing routing;
  private final ClosedDays closedDays;

  StatsControl(
      FactReading reading, Annotations annotations, Routing routing, ClosedDays closedDays) {
    this.reading = reading;
    this.annotations = annotations;
    this.routing = routing;
    this.closedDays = closedDays;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/stats", Role.CALLER, "Totals, split up, over time")
            .query(FilterQuery.SUMS)
            .query(COMPARE, GRAIN, BASELINE)
            .gives(Shape.one("Stats"))
            .by(this::stats),
        Route.get("/v1/projects", Role.CALLER, "The projects, and what they used")
            .query(FilterQuery.SUMS)
            .query(ACTIVE, Page.AFTER, LIMIT)
            .gives(Shape.page("Project"))
            .by(request -> requesters(request, Dimension.PROJECT)),
        Route.get("/v1/sources", Role.CALLER, "The sources, and what they used")
            .query(FilterQuery.SUMS)
            .query(ACTIVE, Page.AFTER, LIMIT)
            .gives(Shape.page("Source"))
            .by(request -> requesters(request, Dimension.SOURCE)),
        Route.get(
                "/v1/failures", Role.CALLER, "What went wrong, and what failover kept from clients")
            .query(FilterQuery.without(Dimension.RESULT, FilterQuery.RECORDS))
            .gives(Shape.one("Failures"))
            .by(this::failures));
  }

  private Future<JsonNode> stats(ControlRequest request) {
    StatsQuery query = query(request, FilterQuery.ofSums(request));
    Baseline baseline = baseline(request);
    Optional<Deployment> named = named(request, baseline);
    Future<ObjectNode> summed = reading.ask(dsl -> Stats.of(query, dsl, closedDays));
    Future<ArrayNode> marks = annotations(request, query);
    return Future.all(summed, marks)
        .map(
            _ -> {
              ObjectNode stats = summed.result();
              named
                  .or(() -> baseline.best(stats))
                  .ifPresentOrElse(
                      model -> stats.set("baseline", baseline.of(model, stats)),
                      () -> stats.putNull("baseline"));
              return stats.set("annotations", marks.result());
            });
  }

  /** With the deployments that the caller may use. */
  private Baseline baseline(ControlRequest request) {
    Snapshot snapshot = routing.snapshot();
    CallerReach reach = new CallerReach(request.caller().allowance(), snapshot);
    return new Baseline(
        snapshot.standings().stream()
            .map(Standing::deployment)
            .filter(deployment -> reach.permits(deployment.target()))
            .toList(),
        request.head().at());
  }

  private static Optional<Deployment> named(ControlRequest request, Baseline baseline) {
    return request
        .get(BASELINE)
        .map(
            name ->
                baseline
                    .named(name)
                    .orElseThrow(
                        () ->
                            Problem.invalid(
                                    BASELINE.name(),
                                    "`baseline` names no chat model here that a price is known of")
                                .toException()));
  }

  /** What happened in the window, for who sees everything; none where it has no beginning. */
  private Future<ArrayNode> annotations(ControlRequest request, StatsQuery query) {
    Span span = query.filter().span();
    return request.caller().seesAll() && span.begins()
        ? annotations.of(span)
        : Future.succeededFuture(StrictJson.object().arrayNode());
  }

  private static StatsQuery query(ControlRequest request, Filter filter) {
    Instant now = request.head().at();
    boolean compared = request.get(COMPARE).isPresent();
    if (compared && !filter.span().begins()) {
      throw Problem.invalid(COMPARE.name(), "`compare` needs a `from`").toException();
    }
    try {
      return new StatsQuery(filter, compared, grain(request), now);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
              GRAIN.name(), "this `grain` makes more than %d points".formatted(Stats.MOST_POINTS))
          .toException();
    }
  }

  private static Optional<Grain> grain(ControlRequest request) {
    String text = request.need(GRAIN);
    return Stream.of(Grain.values()).filter(grain -> grain.id().equals(text)).findFirst();
  }

  private Future<JsonNode> requesters(ControlRequest request, Dimension by) {
    Instant now = request.head().at();
    Requesters.Query query =
        new Requesters.Query(
            by,
            FilterQuery.ofSums(request),
            request.get(ACTIVE).map(minutes -> now.minus(Duration.ofMinutes(minutes))),
            request.get(Page.AFTER),
            request.need(LIMIT),
            now);
    return reading.ask(dsl -> Requesters.of(query, dsl));
  }

  private Future<JsonNode> failures(ControlRequest request) {
    Filter filter = FilterQuery.beginning(request, FilterQuery.ofRecords(request), FAILURE_WINDOW);
    return reading.ask(dsl -> Failures.of(filter, request.head().at(), dsl));
  }
}
