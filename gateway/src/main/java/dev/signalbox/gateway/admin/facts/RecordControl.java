package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.records.RecordJson;
import dev.signalbox.analytics.records.RecordPage;
import dev.signalbox.analytics.records.Records;
import dev.signalbox.analytics.records.Sort;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Counts;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.ListFormat;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The stored requests: in pages, by project, and one with all that is known of it. */
final class RecordControl {
  private static final Field<Integer> LIMIT = Page.limit(50, Records.MOST);

  private static final Field<Sort> SORT =
      Field.of(
          "sort",
          Value.choice(List.of(Sort.values()), Sort::id),
          "by what the largest comes first; all but `time` look at the newest 100,000");
  private static final Field<Integer> HISTOGRAM =
      Field.of(
          "histogram",
          Value.count(1, Counts.MOST_BARS, 48),
          "counts all that the filter means, in so many bars at most");

  private final FactReading reading;
  private final ClosedDays closedDays;
  private final Optional<String> traces;

  /**
   * Reads by {@code reading}.
   *
   * @param traces address of a page that shows a trace, with {@code {trace_id}} in it
   */
  RecordControl(FactReading reading, ClosedDays closedDays, Optional<String> traces) {
    this.reading = reading;
    this.closedDays = closedDays;
    this.traces = traces;
  }

  List<Route> routes() {
    Shape records = Shape.listing("RecordPage", RecordJson.FIELDS);
    return List.of(
        Route.get("/v1/records", Role.CALLER, "The stored requests, the newest first")
            .query(FilterQuery.RECORDS)
            .query(Page.AFTER, LIMIT, SORT, HISTOGRAM)
            .gives(records)
            .by(request -> page(request, FilterQuery.ofRecords(request))),
        Route.get("/v1/projects/{project}/records", Role.CALLER, "Those of one project")
            .query(FilterQuery.without(Dimension.PROJECT, FilterQuery.RECORDS))
            .query(Page.AFTER, LIMIT, SORT, HISTOGRAM)
            .gives(records)
            .by(this::ofProject),
        Route.get("/v1/records/{id+}", Role.CALLER, "One request with all that is known of it")
            .query(FilterQuery.RECORDS)
            .gives(Shape.one("RecordDetail"))
            .by(this::one));
  }

  private Future<JsonNode> ofProject(ControlRequest request) {
    return page(
        request,
        FilterQuery.ofRecords(request)
            .with(Dimension.PROJECT, Choice.of(request.segment("project"))));
  }

  private Future<JsonNode> page(ControlRequest request, Filter filter) {
    Records.Query query = query(request, filter);
    Optional<Counts.Query> counts =
        request
            .get(HISTOGRAM)
            .filter(_ -> ListFormat.askedBy(request.http()) == ListFormat.JSON)
            .map(bars -> new Counts.Query(filter, bars, request.head().at()));
    return reading.ask(
        dsl -> {
          RecordPage page = Records.page(query, dsl);
          ObjectNode json = Page.of(page.rows().stream(), page.next());
          page.rankedFrom().ifPresent(at -> json.put("ranked_from", at.toString()));
          counts.ifPresent(asked -> Counts.put(asked, closedDays, dsl, json));
          return json;
        });
  }

  private static Records.Query query(ControlRequest request, Filter filter) {
    Sort sort = request.get(SORT).orElse(Sort.TIME);
    try {
      return new Records.Query(filter, request.get(Page.AFTER), request.need(LIMIT), sort);
    } catch (IllegalArgumentException e) {
      throw Page.AFTER.wrong();
    }
  }

  private Future<JsonNode> one(ControlRequest request) {
    Filter filter = FilterQuery.ofRecords(request);
    String id = request.segment("id");
    return reading
        .ask(dsl -> Records.one(id, filter, dsl))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Problem.of(ProblemKind.NOT_FOUND, "there is no record of this request")
                            .withCode("record_not_found")
                            .withParam("id")
                            .toException()))
        .map(this::linked);
  }

  /** With the address of its trace, where it has one that can be looked at. */
  private JsonNode linked(ObjectNode record) {
    String trace = record.path("trace_id").asText("");
    return traces
        .filter(_ -> !trace.isEmpty())
        .map(page -> record.put("trace_link", page.replace("{trace_id}", trace)))
        .orElseGet(() -> record.putNull("trace_link"));
  }
}
