package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.records.RecordJson;
import dev.signalbox.analytics.records.Records;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;

/** The stored requests: in pages, by project, and one with all that is known of it. */
final class RecordControl {
  private static final Field<Integer> LIMIT = Page.limit(50, Records.MOST);

  private final FactReading reading;

  RecordControl(FactReading reading) {
    this.reading = reading;
  }

  List<Route> routes() {
    Shape records = Shape.table("Record", RecordJson.FIELDS);
    return List.of(
        Route.get("/v1/records", Role.CALLER, "The stored requests, the newest first")
            .query(FilterQuery.RECORDS)
            .query(Page.AFTER, LIMIT)
            .gives(records)
            .by(request -> page(request, FilterQuery.ofRecords(request))),
        Route.get("/v1/projects/{project}/records", Role.CALLER, "Those of one project")
            .query(FilterQuery.without(Dimension.PROJECT, FilterQuery.RECORDS))
            .query(Page.AFTER, LIMIT)
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
    Records.Query query = query(request, filter, request.need(LIMIT));
    return reading
        .ask(dsl -> Records.page(query, dsl))
        .map(page -> Page.of(page.rows().stream(), page.next()));
  }

  private static Records.Query query(ControlRequest request, Filter filter, int limit) {
    try {
      return new Records.Query(filter, request.get(Page.AFTER), limit);
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
                            .toException()));
  }
}
