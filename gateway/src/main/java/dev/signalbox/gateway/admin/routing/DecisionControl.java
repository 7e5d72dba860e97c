package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionFilter;
import dev.signalbox.analytics.signal.SignalList;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.explain.DifferenceJson;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kept decisions: one, all, and one made again. Callers see those they asked for. */
final class DecisionControl {
  private static final String PATH = "/v1/decisions";
  private static final String ONE = PATH + "/{id}";
  private static final int LONGEST = 1_000;

  private static final Field<String> PROJECT =
      Field.of("project", Value.text(LONGEST, "shop"), "those of a project");
  private static final Field<String> SOURCE =
      Field.of("source", Value.text(LONGEST, "cart"), "those of a source");
  private static final Field<String> MODEL =
      Field.of("model", Value.text(LONGEST, "auto"), "those that asked for that model");
  private static final Field<DecisionMeta.Mode> MODE =
      Field.of(
          "mode",
          Value.choice(
              List.of(DecisionMeta.Mode.LIVE, DecisionMeta.Mode.DRY_RUN), DecisionMeta.Mode::id),
          "those of requests, or of dry runs");
  private static final Field<Integer> LIMIT = Page.limit(50, 200);
  private static final Field<Against> AGAINST =
      Field.of(
              "against",
              Value.choice(List.of(Against.values()), Against::id),
              "what was known then, or what is known now")
          .or(Against.STORED);

  private final Routing routing;
  private final FactReading reading;

  DecisionControl(Routing routing, FactReading reading) {
    this.routing = routing;
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.CALLER, "What was decided, the newest first")
            .query(PROJECT, SOURCE, MODEL, MODE, Page.AFTER_NUMBER, LIMIT)
            .gives(Shape.page("DecisionSummary"))
            .by(this::list),
        Route.get(ONE, Role.CALLER, "One decision, and why it is that one")
            .query(WhyNotQuery.FIELD)
            .gives(Shape.one("Decision"))
            .by(this::one),
        Route.post(ONE + "/replay", Role.CALLER, "Decides the same again")
            .body(AGAINST)
            .gives(Shape.one("Replay"))
            .by(this::replay));
  }

  private Future<JsonNode> list(ControlRequest request) {
    int limit = request.need(LIMIT);
    long before = request.get(Page.AFTER_NUMBER).orElse(Long.MAX_VALUE);
    DecisionFilter filter = filterOf(request);
    return routing
        .decisions()
        .newest(filter, before, limit + 1)
        .map(found -> Page.cut(found, limit, DecisionSummary::of, DecisionRecord::number));
  }

  private static DecisionFilter filterOf(ControlRequest request) {
    return new DecisionFilter(
        visibleTo(request.caller()),
        request.get(PROJECT),
        request.get(SOURCE),
        request.get(MODEL),
        request.get(MODE));
  }

  private Future<JsonNode> one(ControlRequest request) {
    WhyNotQuery whyNot = WhyNotQuery.of(request);
    return find(request)
        .compose(
            kept ->
                reading
                    .ask(dsl -> SignalList.ofDecision(kept.id(), dsl))
                    .map(signals -> explained(kept, whyNot, signals)));
  }

  private static ObjectNode explained(
      KeptDecision kept, WhyNotQuery whyNot, List<ObjectNode> signals) {
    Decision decision = kept.explained();
    ObjectNode node = DecisionJson.write(decision, kept.record().meta());
    whyNot.answer(decision, node);
    node.putArray("signals").addAll(signals);
    return node;
  }

  private Future<JsonNode> replay(ControlRequest request) {
    return request
        .fields()
        .map(fields -> fields.need(AGAINST))
        .compose(against -> find(request).map(kept -> replayed(kept, against)));
  }

  /** What a decision is made again on. */
  private enum Against {
    STORED,
    CURRENT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private ObjectNode replayed(KeptDecision kept, Against against) {
    return switch (against) {
      case STORED -> {
        Decision again = kept.explained();
        yield answer(
            kept, against, again, DifferenceJson.ofPlans(kept.record().plan(), again.plan()));
      }
      case CURRENT -> {
        Decision now = Router.decide(kept.record().question(), checked(kept, routing.snapshot()));
        yield answer(kept, against, now, DifferenceJson.of(kept.explained(), now));
      }
    };
  }

  private static Snapshot checked(KeptDecision kept, Snapshot snapshot) {
    String profile = kept.record().question().asked().profile();
    if (snapshot.profile(profile).isEmpty()) {
      throw UnknownProfile.problemOf(profile, ProblemKind.CONFLICT, snapshot).toException();
    }
    return snapshot;
  }

  private static ObjectNode answer(
      KeptDecision kept, Against against, Decision again, ObjectNode difference) {
    ObjectNode node = StrictJson.object().put("id", kept.id()).put("against", against.id());
    node.setAll(difference);
    DecisionMeta meta =
        new DecisionMeta(
            kept.id(),
            kept.record().meta().at(),
            DecisionMeta.Mode.REPLAY,
            0,
            Optional.empty(),
            kept.record().meta().policy());
    node.set("decision", DecisionJson.write(again, meta));
    return node;
  }

  private Future<KeptDecision> find(ControlRequest request) {
    return routing
        .decisions()
        .find(request.segment("id"), visibleTo(request.caller()))
        .recover(DecisionControl::unreadable)
        .map(found -> found.orElseThrow(DecisionControl::notKept));
  }

  /** Whose decisions {@code caller} may see; empty for everybody's. */
  private static Optional<String> visibleTo(Caller caller) {
    return caller.seesAll() ? Optional.empty() : Optional.of(caller.label());
  }

  /** What an {@link IllegalArgumentException} of the store says is for the caller. */
  private static <T> Future<T> unreadable(Throwable cause) {
    return Future.failedFuture(
        cause instanceof IllegalArgumentException
            ? Problem.of(ProblemKind.CONFLICT, "the decision cannot be read: " + cause.getMessage())
                .withCode("decision_unreadable")
                .withParam("id")
                .toException()
            : cause);
  }

  private static ProblemException notKept() {
    return Problem.of(
            ProblemKind.NOT_FOUND, "there is no decision of this id, or it is kept no more")
        .withCode("decision_not_found")
        .withParam("id")
        .toException();
  }
}
