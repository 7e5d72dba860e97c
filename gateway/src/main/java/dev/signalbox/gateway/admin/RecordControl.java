package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.records.RecordPage;
import dev.signalbox.analytics.records.Records;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The stored requests: in pages, by project, and one with all that is known of it. */
final class RecordControl {
  static final String PATH = "/v1/records";

  private static final int STANDARD_PAGE = 50;
  private static final String AFTER = "after";
  private static final String RECORDS = "/records";

  private final FactReading reading;

  RecordControl(FactReading reading) {
    this.reading = reading;
  }

  /** {@code GET /v1/records}. */
  Future<JsonNode> list(ControlRequest request) {
    request.only(parameters());
    return page(request, FilterQuery.ofRecords(request));
  }

  /** {@code GET /v1/projects/{project}/records}. */
  Future<JsonNode> ofProject(ControlRequest request) {
    List<String> allowed = parameters();
    allowed.remove(Dimension.PROJECT.id());
    request.only(allowed);
    String path = request.head().path();
    String project =
        Queries.decoded(
            path.substring(StatsControl.PROJECTS.length() + 1, path.length() - RECORDS.length()));
    return page(
        request, FilterQuery.ofRecords(request).with(Dimension.PROJECT, Choice.of(project)));
  }

  private static List<String> parameters() {
    List<String> names = new ArrayList<>(FilterQuery.recordParameters());
    names.addAll(List.of(AFTER, ControlRequest.LIMIT));
    return names;
  }

  private Future<JsonNode> page(ControlRequest request, Filter filter) {
    int limit = request.limit(STANDARD_PAGE, Records.MOST);
    Records.Query query = query(request, filter, limit);
    return reading.ask(dsl -> Records.page(query, dsl)).map(RecordControl::toJson);
  }

  private static Records.Query query(ControlRequest request, Filter filter, int limit) {
    try {
      return new Records.Query(filter, request.text(AFTER), limit);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(AFTER, "`after` must be the `next` of the page before").toException();
    }
  }

  private static ObjectNode toJson(RecordPage page) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    page.rows().forEach(data::add);
    page.next().ifPresentOrElse(next -> list.put("next", next), () -> list.putNull("next"));
    return list;
  }

  /** {@code GET /v1/records/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    request.only(FilterQuery.recordParameters());
    Filter filter = FilterQuery.ofRecords(request);
    String id = Queries.decoded(request.head().path().substring(PATH.length() + 1));
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
