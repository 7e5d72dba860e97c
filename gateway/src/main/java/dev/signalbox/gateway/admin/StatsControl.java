package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Requesters;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came to what: statistics, projects, sources, failures. */
final class StatsControl {
  static final String STATS = "/v1/stats";
  static final String PROJECTS = "/v1/projects";
  static final String SOURCES = "/v1/sources";
  static final String FAILURES = "/v1/failures";

  private static final String COMPARE = "compare";
  private static final String GRAIN = "grain";
  private static final String AFTER = "after";
  private static final String ACTIVE = "active_since_mins";
  private static final String AUTO = "auto";
  private static final String FAILURE_WINDOW = "now-24h";
  private static final int STANDARD_REQUESTERS = 200;
  private static final int MOST_MINUTES = 10_000_000;

  private final FactReading reading;
  private final ClosedDays closedDays;

  StatsControl(FactReading reading, ClosedDays closedDays) {
    this.reading = reading;
    this.closedDays = closedDays;
  }

  /** {@code GET /v1/stats}. */
  Future<JsonNode> stats(ControlRequest request) {
    request.only(and(FilterQuery.sumParameters(), COMPARE, GRAIN));
    StatsQuery query = query(request, FilterQuery.ofSums(request));
    return reading.ask(dsl -> Stats.of(query, dsl, closedDays));
  }

  private static StatsQuery query(ControlRequest request, Filter filter) {
    Instant now = request.head().at();
    boolean compared = request.text(COMPARE).filter(StatsControl::isPrevious).isPresent();
    if (compared && !filter.span().begins()) {
      throw Problem.invalid(COMPARE, "`compare` needs a `from`").toException();
    }
    try {
      return new StatsQuery(filter, compared, grain(request), now);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
              GRAIN, "this `grain` makes more than %d points".formatted(Stats.MOST_POINTS))
          .toException();
    }
  }

  private static boolean isPrevious(String text) {
    if (!text.equals("previous")) {
      throw Problem.invalid(COMPARE, "`compare` must be `previous`").toException();
    }
    return true;
  }

  private static Optional<Grain> grain(ControlRequest request) {
    String text = request.text(GRAIN).orElse(AUTO);
    if (text.equals(AUTO)) {
      return Optional.empty();
    }
    return Optional.of(
        Stream.of(Grain.values())
            .filter(grain -> grain.id().equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.invalid(GRAIN, "`grain` must be auto, minute, hour or day")
                        .toException()));
  }

  /** {@code GET /v1/projects}. */
  Future<JsonNode> projects(ControlRequest request) {
    return requesters(request, Dimension.PROJECT);
  }

  /** {@code GET /v1/sources}. */
  Future<JsonNode> sources(ControlRequest request) {
    return requesters(request, Dimension.SOURCE);
  }

  private Future<JsonNode> requesters(ControlRequest request, Dimension by) {
    request.only(and(FilterQuery.sumParameters(), ACTIVE, AFTER, ControlRequest.LIMIT));
    Instant now = request.head().at();
    Requesters.Query query =
        new Requesters.Query(
            by,
            FilterQuery.ofSums(request),
            request
                .number(ACTIVE, 1, MOST_MINUTES)
                .map(minutes -> now.minus(Duration.ofMinutes(minutes))),
            request.text(AFTER),
            request.limit(STANDARD_REQUESTERS, Requesters.MOST),
            now);
    return reading.ask(dsl -> Requesters.of(query, dsl));
  }

  /** {@code GET /v1/failures}. */
  Future<JsonNode> failures(ControlRequest request) {
    List<String> allowed = FilterQuery.recordParameters();
    allowed.remove(Dimension.RESULT.id());
    request.only(allowed);
    Filter filter = FilterQuery.beginning(request, FilterQuery.ofRecords(request), FAILURE_WINDOW);
    return reading.ask(dsl -> Failures.of(filter, request.head().at(), dsl));
  }

  private static List<String> and(List<String> names, String... more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return all;
  }
}
