package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.learning.Level;
import dev.signalbox.signals.learning.Proof;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tells how much of what signals taught is proven, and counts. */
final class ProofControl {
  private final Supplier<Proof> proof;

  ProofControl(Supplier<Proof> proof) {
    this.proof = proof;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/v1/routing/proof",
                Role.VIEWER,
                "Which levels of learning foretell signals better, and so count in decisions")
            .gives(Shape.one("Proof"))
            .by(_ -> Future.succeededFuture(tell(proof.get()))));
  }

  private static ObjectNode tell(Proof proof) {
    ObjectNode node = StrictJson.object();
    node.set("overall", of(proof.overall()));
    ArrayNode projects = node.putArray("projects");
    new TreeMap<>(proof.projects())
        .forEach(
            (project, ledger) ->
                projects.add(
                    StrictJson.object()
                        .put("project", project)
                        .put("decides_by", proof.of(project).id())
                        .setAll(of(ledger))));
    return node;
  }

  private static ObjectNode of(Proof.Ledger ledger) {
    ObjectNode node =
        StrictJson.object().put("counts", ledger.counts().id()).put("signals", ledger.signals());
    ArrayNode levels = node.putArray("levels");
    for (Level level : Level.values()) {
      Optional.ofNullable(ledger.gains().get(level))
          .ifPresent(
              gain ->
                  levels
                      .addObject()
                      .put("level", level.id())
                      .put("over", gain.over().id())
                      .put("gain", gain.mean())
                      .put("gain_low", gain.lower()));
    }
    return node;
  }
}
