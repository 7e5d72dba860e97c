package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionFilter;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.explain.DifferenceJson;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kept decisions: one, all, and one made again. Callers see those they asked for. */
final class DecisionControl {
  static final String PATH = "/v1/decisions";

  private static final int MAX_DECISIONS = 200;
  private static final int STANDARD_DECISIONS = 50;

  private final Routing routing;

  DecisionControl(Routing routing) {
    this.routing = routing;
  }

  /** {@code GET /v1/decisions}. */
  Future<JsonNode> list(ControlRequest request) {
    int limit = request.limit(STANDARD_DECISIONS, MAX_DECISIONS);
    long before = request.text("after").map(DecisionControl::numberOf).orElse(Long.MAX_VALUE);
    DecisionFilter filter = filterOf(request);
    return routing.decisions().newest(filter, before, limit + 1).map(found -> page(found, limit));
  }

  private static DecisionFilter filterOf(ControlRequest request) {
    return new DecisionFilter(
        visibleTo(request.caller()),
        request.text("project"),
        request.text("source"),
        request.text("model"),
        request.text("mode").map(DecisionControl::modeOf));
  }

  private static DecisionMeta.Mode modeOf(String text) {
    return Stream.of(DecisionMeta.Mode.LIVE, DecisionMeta.Mode.DRY_RUN)
        .filter(mode -> mode.id().equals(text))
        .findFirst()
        .orElseThrow(
            () -> Problem.invalid("mode", "`mode` must be `live` or `dry_run`").toException());
  }

  private static long numberOf(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Problem.invalid("after", "`after` must be the `next` of another page").toException();
    }
  }

  private static ObjectNode page(List<DecisionRecord> found, int limit) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    found.stream().limit(limit).map(DecisionSummary::of).forEach(data::add);
    if (found.size() > limit) {
      list.put("next", Long.toString(found.get(limit - 1).number()));
    } else {
      list.putNull("next");
    }
    return list;
  }

  /** {@code GET /v1/decisions/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    WhyNotQuery whyNot = WhyNotQuery.of(request);
    return find(request, idOf(request, "")).map(kept -> explained(kept, whyNot));
  }

  private static ObjectNode explained(KeptDecision kept, WhyNotQuery whyNot) {
    Decision decision = kept.explained();
    ObjectNode node = DecisionJson.write(decision, kept.record().meta());
    whyNot.answer(decision, node);
    return node;
  }

  /** {@code POST /v1/decisions/{id}/replay}. */
  Future<JsonNode> replay(ControlRequest request) {
    String id = idOf(request, "/replay");
    return request
        .body()
        .map(Against::of)
        .compose(against -> find(request, id).map(kept -> replayed(kept, against)));
  }

  /** What a decision is made again on. */
  private enum Against {
    STORED,
    CURRENT;

    static Against of(byte[] body) {
      if (body.length == 0) {
        return STORED;
      }
      ObjectNode fields = StrictJson.parseObject(body);
      fields
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!name.equals("against")) {
                  throw Problem.invalid(name, "there is no field `%s` here".formatted(name))
                      .toException();
                }
              });
      String against = fields.path("against").asText("stored");
      return switch (against) {
        case "stored" -> STORED;
        case "current" -> CURRENT;
        default ->
            throw Problem.invalid("against", "`against` must be `stored` or `current`")
                .toException();
      };
    }
  }

  private ObjectNode replayed(KeptDecision kept, Against against) {
    return switch (against) {
      case STORED -> {
        Decision again = kept.explained();
        yield answer(
            kept, "stored", again, DifferenceJson.ofPlans(kept.record().plan(), again.plan()));
      }
      case CURRENT -> {
        Decision now = Router.decide(kept.record().question(), checked(kept, routing.snapshot()));
        yield answer(kept, "current", now, DifferenceJson.of(kept.explained(), now));
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
      KeptDecision kept, String against, Decision again, ObjectNode difference) {
    ObjectNode node = StrictJson.object().put("id", kept.id()).put("against", against);
    node.setAll(difference);
    DecisionMeta meta =
        new DecisionMeta(
            kept.id(), kept.record().meta().at(), DecisionMeta.Mode.REPLAY, 0, Optional.empty());
    node.set("decision", DecisionJson.write(again, meta));
    return node;
  }

  private static String idOf(ControlRequest request, String suffix) {
    String path = request.head().path();
    return Queries.decoded(path.substring(PATH.length() + 1, path.length() - suffix.length()));
  }

  private Future<KeptDecision> find(ControlRequest request, String id) {
    return routing
        .decisions()
        .find(id, visibleTo(request.caller()))
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
