package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.explain.DifferenceJson;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.route.KeptDecision;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

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
    DecisionFilter filter = DecisionFilter.of(request);
    int limit = request.limit(STANDARD_DECISIONS, MAX_DECISIONS);
    List<KeptDecision> all = routing.newestFirst();
    Optional<String> after = request.text("after");
    List<KeptDecision> page =
        all.stream()
            .skip(after.map(id -> placeAfter(id, all)).orElse(0))
            .filter(kept -> maySee(request.caller(), kept))
            .filter(filter::admits)
            .limit(limit + 1L)
            .toList();
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    page.stream().limit(limit).map(DecisionSummary::of).forEach(data::add);
    if (page.size() > limit) {
      list.put("next", page.get(limit - 1).id());
    } else {
      list.putNull("next");
    }
    return Future.succeededFuture(list);
  }

  /** One that is kept no more was the oldest, so nothing comes after it. */
  private static int placeAfter(String id, List<KeptDecision> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(id)) {
        return i + 1;
      }
    }
    return all.size();
  }

  /** {@code GET /v1/decisions/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    WhyNotQuery whyNot = WhyNotQuery.of(request);
    KeptDecision kept = find(request, idOf(request, ""));
    Decision decision = kept.explained();
    ObjectNode node = DecisionJson.write(decision, kept.meta());
    whyNot.answer(decision, node);
    return Future.succeededFuture(node);
  }

  /** {@code POST /v1/decisions/{id}/replay}. */
  Future<JsonNode> replay(ControlRequest request) {
    KeptDecision kept = find(request, idOf(request, "/replay"));
    return request.body().map(body -> replayed(kept, Against.of(body)));
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
        yield answer(kept, "stored", again, DifferenceJson.ofPlans(kept.plan(), again.plan()));
      }
      case CURRENT -> {
        Decision now = Router.decide(kept.question(), checked(kept, routing.snapshot()));
        yield answer(kept, "current", now, DifferenceJson.of(kept.explained(), now));
      }
    };
  }

  private static Snapshot checked(KeptDecision kept, Snapshot snapshot) {
    String profile = kept.question().asked().profile();
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
            kept.id(), kept.meta().at(), DecisionMeta.Mode.REPLAY, 0, Optional.empty());
    node.set("decision", DecisionJson.write(again, meta));
    return node;
  }

  private static String idOf(ControlRequest request, String suffix) {
    String path = request.head().path();
    return Queries.decoded(path.substring(PATH.length() + 1, path.length() - suffix.length()));
  }

  private KeptDecision find(ControlRequest request, String id) {
    return routing
        .find(id)
        .filter(kept -> maySee(request.caller(), kept))
        .orElseThrow(DecisionControl::notKept);
  }

  private static boolean maySee(Caller caller, KeptDecision kept) {
    return caller.operator() || kept.asker().equals(caller.label());
  }

  private static ProblemException notKept() {
    return Problem.of(
            ProblemKind.NOT_FOUND,
            "there is no decision of this id, or it is kept no more: only the newest are")
        .withCode("decision_not_found")
        .withParam("id")
        .toException();
  }
}
