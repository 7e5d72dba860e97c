package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Requesters;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
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
  private static final String FAILURE_WINDOW = "now-24h";

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

  private final FactReading reading;
  private final ClosedDays closedDays;

  StatsControl(FactReading reading, ClosedDays closedDays) {
    this.reading = reading;
    this.closedDays = closedDays;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/stats", Role.CALLER, "Totals, split up, over time")
            .query(FilterQuery.SUMS)
            .query(COMPARE, GRAIN)
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
    return reading.ask(dsl -> Stats.of(query, dsl, closedDays));
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
