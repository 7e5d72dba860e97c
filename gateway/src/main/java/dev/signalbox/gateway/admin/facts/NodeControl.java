package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.node.Node;
import dev.signalbox.analytics.node.NodeTable;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/** The processes that share the database. */
final class NodeControl {
  private final ProcessFacts facts;
  private final FactReading control;

  /** Tells of the nodes that {@code control}, the database that is not facts, knows of. */
  NodeControl(ProcessFacts facts, FactReading control) {
    this.facts = facts;
    this.control = control;
  }

  Route route() {
    return Route.get("/v1/nodes", Role.OPERATOR, "The processes that share the database")
        .gives(Shape.page("Node"))
        .by(this::list);
  }

  private Future<JsonNode> list(ControlRequest request) {
    Membership membership = facts.membership();
    return membership.standing().stand() == Membership.Stand.ALONE
        ? Future.succeededFuture(Page.whole(Stream.of(alone())))
        : control
            .ask(NodeTable::all)
            .map(nodes -> Page.whole(nodes.stream().map(node -> json(node, membership))));
  }

  private ObjectNode alone() {
    String now = facts.clock().instant().toString();
    return StrictJson.object()
        .put("number", 0)
        .put("name", "")
        .put("host", "")
        .put("address", "")
        .put("version", facts.version())
        .put("config", facts.config().get().revision())
        .put("started_at", Instant.ofEpochSecond(facts.startedSeconds()).toString())
        .put("seen_at", now)
        .put("state", id(Node.State.ALIVE))
        .put("leads", true)
        .put("self", true);
  }

  private static ObjectNode json(Node node, Membership membership) {
    Node.State state = node.state(membership.lease().toMillis());
    return StrictJson.object()
        .put("number", node.number())
        .put("name", node.self().name())
        .put("host", node.self().host())
        .put("address", node.address())
        .put("version", node.self().version())
        .put("config", node.config())
        .put("started_at", Instant.ofEpochMilli(node.startedMillis()).toString())
        .put("seen_at", Instant.ofEpochMilli(node.seenMillis()).toString())
        .put("state", id(state))
        .put("leads", node.leads() && state == Node.State.ALIVE)
        .put("self", node.self().id().equals(membership.self().id()));
  }

  private static String id(Node.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
