package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.signals.prompt.ClusterStore.Stored;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What prompts are placed among, and the order to find it anew. */
final class ClusterControl {
  private static final String PATH = "/v1/clusters";

  private final Serving serving;

  ClusterControl(Serving serving) {
    this.serving = serving;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.VIEWER, "The clusters that prompts are placed among")
            .gives(Shape.one("Clusters"))
            .by(request -> Future.succeededFuture(json(request.head().at()))),
        Route.post(PATH, Role.OPERATOR, "Fits the clusters anew to what was asked")
            .audited("clusters.fit")
            .gives(Shape.one("Clusters"))
            .by(this::fit));
  }

  private Future<JsonNode> fit(ControlRequest request) {
    PromptClusters clusters =
        serving
            .clusters()
            .orElseThrow(() -> conflict("`signals.clusters` is off, so no prompt is placed"));
    Instant at = request.head().at();
    return serving
        .vertx()
        .executeBlocking(
            () -> clusters.refit(at).orElseThrow(() -> tooFew(clusters.state(at))), false)
        .map(_ -> json(at));
  }

  private static RuntimeException tooFew(PromptClusters.State state) {
    return conflict(
        "clusters are fitted to %d prompts or more; this process has seen %d since its start"
            .formatted(state.needed(), state.seen()));
  }

  private static RuntimeException conflict(String message) {
    return Problem.of(ProblemKind.CONFLICT, message).toException();
  }

  private ObjectNode json(Instant at) {
    ObjectNode json = StrictJson.object().put("enabled", serving.clusters().isPresent());
    Optional<PromptClusters.State> state = serving.clusters().map(each -> each.state(at));
    json.put("encoder", state.flatMap(PromptClusters.State::encoder).orElse(null));
    json.put("seen", state.map(PromptClusters.State::seen).orElse(0L));
    json.put("needed", state.map(PromptClusters.State::needed).orElse(0));
    put("in_force", state.flatMap(PromptClusters.State::inForce), json);
    put("coming", state.flatMap(PromptClusters.State::coming), json);
    return json;
  }

  private static void put(String name, Optional<Stored> stored, ObjectNode json) {
    stored.ifPresentOrElse(
        each ->
            json.putObject(name)
                .put("number", each.number())
                .put("revision", each.clusters().revision())
                .put("clusters", each.clusters().size())
                .put("from", each.from().toString())
                .put("prompts", each.prompts()),
        () -> json.putNull(name));
  }
}
