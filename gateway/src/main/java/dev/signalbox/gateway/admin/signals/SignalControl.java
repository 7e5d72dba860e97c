package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.analytics.signal.SignalFilter;
import dev.signalbox.analytics.signal.SignalJson;
import dev.signalbox.analytics.signal.SignalList;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.signals.intake.Intake;
import dev.signalbox.signals.intake.Receipt;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.intake.Submission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Signals: taking them, in pages, one, and taking one back. */
final class SignalControl {
  private static final String PATH = "/v1/signals";
  private static final String ONE = PATH + "/{id}";
  private static final int ACCEPTED = 202;
  private static final long RETRY_SECONDS = 2;

  private static final Field<SignalList.Standing> STATE =
      Field.of(
          "state",
          Value.choice(List.of(SignalList.Standing.values()), SignalList.Standing::id),
          "those of which that has become");
  private static final Field<Integer> LIMIT = Page.limit(50, SignalList.MOST);

  private final Optional<SignalDesk> desk;
  private final FactReading reading;
  private final Vertx vertx;

  SignalControl(Optional<SignalDesk> desk, FactReading reading, Vertx vertx) {
    this.desk = desk;
    this.reading = reading;
    this.vertx = vertx;
  }

  List<Route> routes() {
    return List.of(
        Route.post(PATH, Role.CALLER, "Says how good answers were: one signal, or up to 1,000")
            .body(body())
            .gives(
                new Shape(
                    "SignalReceipts",
                    false,
                    List.of("application/json"),
                    List.of(),
                    List.of(ACCEPTED)))
            .answeredBy(this::take),
        Route.get(PATH, Role.VIEWER, "What was said of answers, the newest first")
            .query(SignalQuery.LIST)
            .query(STATE, Page.AFTER_NUMBER, LIMIT)
            .gives(Shape.table("Signal", SignalJson.FIELDS))
            .by(this::list),
        Route.get(ONE, Role.VIEWER, "One signal, and what became of it")
            .gives(Shape.one("Signal"))
            .by(request -> one(idIn(request))),
        Route.delete(ONE, Role.OPERATOR, "Takes a signal back: as if it had never come")
            .audited("signal.revoke")
            .gives(Shape.one("Signal"))
            .by(this::revoke));
  }

  private static Body body() {
    return Body.Document.of(
        SignalReader.oneOrMany(),
        """
        [{"decision_id": "d_7Qm2", "source": "user", "name": "thumbs", "value": true},
         {"request_id": "r_42", "outcome": "edited", "edit_distance": 0.2}]\
        """);
  }

  private Future<ControlAnswer> take(ControlRequest request) {
    SignalDesk taking = taking();
    return request
        .bytes()
        .compose(
            body -> {
              Sending sending = Sending.of(SignalReader.all(body), request.caller());
              return stored(taking.take(sending.good)).map(sending::answer);
            })
        .map(answer -> ControlAnswer.json(answer).as(ACCEPTED));
  }

  private SignalDesk taking() {
    return desk.orElseThrow(
        () ->
            Problem.of(ProblemKind.PERMISSION, "`signals.enabled` is false: none are taken")
                .withCode("signals_disabled")
                .toException());
  }

  /** The signals of one request, with what is wrong with those that are none. */
  private static final class Sending {
    private final List<Submission> good = new ArrayList<>();
    private final List<Optional<Problem>> wrong = new ArrayList<>();

    static Sending of(List<JsonNode> signals, Caller caller) {
      boolean operator = caller.role().includes(Role.OPERATOR);
      Sender sender = new Sender(caller.label(), caller.project(), operator);
      Sending sending = new Sending();
      for (JsonNode each : signals) {
        try {
          sending.good.add(new Submission(SignalReader.read(each, operator), sender));
          sending.wrong.add(Optional.empty());
        } catch (ProblemException e) {
          sending.wrong.add(Optional.of(e.problem()));
        }
      }
      return sending;
    }

    ObjectNode answer(List<Receipt> receipts) {
      ObjectNode answer = StrictJson.object();
      ArrayNode results = answer.putArray("results");
      int next = 0;
      for (Optional<Problem> problem : wrong) {
        ObjectNode result = results.addObject().put("index", results.size() - 1);
        if (problem.isPresent()) {
          put(problem.get(), result);
        } else {
          put(receipts.get(next++), result);
        }
      }
      return answer;
    }

    private static void put(Problem problem, ObjectNode result) {
      result
          .putNull("signal_id")
          .put("state", State.REJECTED.id())
          .put("reason", "malformed")
          .put("message", problem.message())
          .put("param", problem.param().orElse(null));
    }

    private static void put(Receipt receipt, ObjectNode result) {
      result
          .put(
              "signal_id",
              receipt.id().isPresent() ? Long.toString(receipt.id().getAsLong()) : null)
          .put("state", receipt.state().id())
          .put("reason", receipt.reason().map(reason -> reason.id()).orElse(null))
          .put("message", receipt.reason().map(reason -> reason.text()).orElse(null))
          .putNull("param");
    }
  }

  private Future<JsonNode> list(ControlRequest request) {
    int limit = request.need(LIMIT);
    SignalFilter filter = SignalQuery.filterOf(request, Optional.empty());
    Optional<SignalList.Standing> state = request.get(STATE);
    SignalList.Before before =
        new SignalList.Before(request.get(Page.AFTER_NUMBER).orElse(Long.MAX_VALUE), limit + 1);
    return reading
        .ask(dsl -> SignalList.page(filter, state, before, dsl))
        .map(found -> Page.cut(found, limit, each -> each, each -> each.path("id").asText()));
  }

  private Future<JsonNode> one(long id) {
    return reading
        .ask(dsl -> SignalList.one(id, dsl))
        .map(found -> found.orElseThrow(SignalControl::notFound));
  }

  private Future<JsonNode> revoke(ControlRequest request) {
    long id = idIn(request);
    return stored(taking().revoke(id, request.caller().label()))
        .compose(
            revocation ->
                switch (revocation) {
                  case Intake.Revocation.DONE, Intake.Revocation.BEFORE -> one(id);
                  case Intake.Revocation.UNKNOWN -> Future.failedFuture(notFound());
                });
  }

  private static long idIn(ControlRequest request) {
    return SignalFields.idOf(request.segment("id")).orElseThrow(SignalControl::notFound);
  }

  private static ProblemException notFound() {
    return Problem.of(ProblemKind.NOT_FOUND, "there is no signal of this id, or it is kept no more")
        .withCode("signal_not_found")
        .withParam("id")
        .toException();
  }

  /** What the desk says, back on the event loop. */
  private <T> Future<T> stored(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  private static ProblemException told(Throwable cause) {
    Throwable inner =
        cause instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : cause;
    if (inner instanceof SignalDesk.Full) {
      return Problem.of(
              ProblemKind.OVERLOADED,
              "as many signals wait as may; try again in %d s".formatted(RETRY_SECONDS))
          .withCode("signals_busy")
          .withRetryAfter(RETRY_SECONDS)
          .toException();
    }
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "the signals could not be stored in time; with an `idempotency_key` each, none counts"
                + " twice when they are sent again")
        .withCode("not_stored")
        .withRetryAfter(RETRY_SECONDS)
        .toException();
  }
}
