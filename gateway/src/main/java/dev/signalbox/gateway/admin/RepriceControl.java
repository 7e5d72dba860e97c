package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Has past costs computed again. */
final class RepriceControl {
  static final String PATH = "/v1/reprice";

  private static final List<String> FIELDS = List.of("from", "to", "dry_run");

  private final Serving serving;
  private final Repricing repricing;

  RepriceControl(Serving serving, Repricing repricing) {
    this.serving = serving;
    this.repricing = repricing;
  }

  /** {@code {"from": day, "to": day, "dry_run": flag}}, both days in UTC and included. */
  Future<JsonNode> run(ControlRequest request) {
    return request
        .body()
        .compose(
            body -> {
              Repricing.Order order = order(StrictJson.parseObject(body), request);
              Snapshot snapshot = serving.routing().snapshot();
              return serving
                  .vertx()
                  .executeBlocking(
                      () ->
                          repricing.run(
                              order,
                              target ->
                                  snapshot
                                      .standing(target)
                                      .map(standing -> standing.deployment().price())),
                      false)
                  .map(outcome -> json(order, outcome.orElseThrow(RepriceControl::underWay)));
            });
  }

  private static Repricing.Order order(ObjectNode body, ControlRequest request) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw Problem.invalid(name, "only `from`, `to` and `dry_run` are allowed here")
                    .toException();
              }
            });
    LocalDate from = day(body, "from");
    LocalDate to = day(body, "to");
    if (to.isBefore(from)) {
      throw Problem.invalid("to", "`to` must not be before `from`").toException();
    }
    return new Repricing.Order(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
        to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        request.head().at(),
        request.caller().label(),
        body.path("dry_run").asBoolean(false));
  }

  private static LocalDate day(ObjectNode body, String field) {
    try {
      return LocalDate.parse(body.path(field).asText());
    } catch (DateTimeParseException _) {
      throw Problem.invalid(field, "`%s` must be a day such as `2026-11-01`".formatted(field))
          .toException();
    }
  }

  private static RuntimeException underWay() {
    return Problem.of(ProblemKind.CONFLICT, "another repricing is under way").toException();
  }

  private static ObjectNode json(Repricing.Order order, Repricing.Outcome outcome) {
    ObjectNode json = StrictJson.object();
    Optional<Long> id = outcome.id();
    id.ifPresentOrElse(
        number -> json.put("repricing", Long.toString(number)), () -> json.putNull("repricing"));
    return json.put("dry_run", order.dry())
        .put("from", order.from().toString())
        .put("until", order.until().toString())
        .put("attempts", outcome.attempts())
        .put("changed", outcome.changed())
        .put("without_price", outcome.withoutPrice())
        .put("before_nanos", outcome.beforeNanos())
        .put("after_nanos", outcome.afterNanos());
  }
}
