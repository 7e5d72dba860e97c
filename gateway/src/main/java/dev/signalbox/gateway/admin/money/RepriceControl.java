package dev.signalbox.gateway.admin.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Moment;
import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.BodyFields;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.SpanFields;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Has past costs computed again. */
final class RepriceControl {
  private static final Value<LocalDate> DAY =
      Value.of(
          "a day such as `2026-11-01`",
          Value.shown(Value.schema("string").put("format", "date"), "2026-11-01"),
          node -> Value.textOf(node).flatMap(Moment::day));
  private static final Field<LocalDate> FROM = Field.required("from", DAY, "the first day, in UTC");
  private static final Field<LocalDate> TO =
      Field.required("to", DAY, "the last day, in UTC and included");
  private static final Field<Boolean> DRY_RUN =
      Field.of("dry_run", Value.flag(), "only tells what would change").or(false);

  private final Serving serving;
  private final Repricing repricing;

  RepriceControl(Serving serving, Repricing repricing) {
    this.serving = serving;
    this.repricing = repricing;
  }

  Route route() {
    return Route.post(
            "/v1/reprice", Role.OPERATOR, "Computes past costs again at the prices of now")
        .audited("reprice")
        .body(FROM, TO, DRY_RUN)
        .gives(Shape.one("Repricing"))
        .by(this::run);
  }

  private Future<JsonNode> run(ControlRequest request) {
    return request
        .fields()
        .compose(
            fields -> {
              Repricing.Order order = order(fields, request);
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

  private static Repricing.Order order(BodyFields fields, ControlRequest request) {
    LocalDate from = fields.need(FROM);
    LocalDate to = fields.need(TO);
    if (to.isBefore(from)) {
      throw SpanFields.backwards(TO);
    }
    return new Repricing.Order(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
        to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        request.head().at(),
        request.caller().label(),
        fields.need(DRY_RUN));
  }

  private static RuntimeException underWay() {
    return Problem.of(ProblemKind.CONFLICT, "another repricing is under way: one at a time")
        .toException();
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
