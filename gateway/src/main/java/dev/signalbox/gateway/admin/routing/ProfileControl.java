package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.profile.ProfileVersion;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.profile.ProfileView;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The profiles: everybody may read them, operators may change what is stored. */
final class ProfileControl {
  private static final String PATH = "/v1/profiles";
  private static final String ONE = PATH + "/{id}";
  private static final Field<Boolean> FORCE =
      Field.of("force", Value.flag(), "whatever assertions it breaks").or(false);

  private static final Field<Integer> VERSION =
      Field.required(
          "version",
          Value.count(0, Integer.MAX_VALUE, 1),
          "which; 0 is that of the file or the built-in one, whatever was stored");

  private final Profiles profiles;
  private final Routing routing;

  ProfileControl(Profiles profiles, Routing routing) {
    this.profiles = profiles;
    this.routing = routing;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.CALLER, "The profiles in force")
            .gives(Shape.page("Profile"))
            .by(this::list),
        Route.get(ONE, Role.CALLER, "One profile, and its earlier versions")
            .gives(Shape.one("Profile"))
            .by(this::one),
        Route.put(ONE, Role.OPERATOR, "Stores a profile")
            .audited("profile.put")
            .query(FORCE)
            .body(
                Body.Document.of(
                    ProfileDocument.schema(), "{\"max_cost_usd\": 0.02, \"task\": \"code\"}"))
            .gives(Shape.one("Profile"))
            .by(this::put),
        Route.delete(ONE, Role.OPERATOR, "Takes a stored profile away")
            .audited("profile.remove")
            .query(FORCE)
            .gives(Shape.one("Deleted"))
            .by(this::delete),
        Route.get(ONE + "/versions", Role.VIEWER, "What was stored of a profile")
            .gives(Shape.page("ProfileVersion"))
            .by(this::versions),
        Route.post(ONE + "/rollback", Role.OPERATOR, "Stores an earlier version of a profile again")
            .audited("profile.rollback")
            .query(FORCE)
            .body(VERSION)
            .gives(Shape.one("RolledBack"))
            .by(this::rollBack));
  }

  private Future<JsonNode> list(ControlRequest request) {
    return Future.succeededFuture(
        Page.whole(
                profiles.all().stream()
                    .filter(view -> request.caller().allowance().allowsProfile(view.id()))
                    .map(ProfileControl::brief))
            .put("standard", routing.snapshot().policy().standard()));
  }

  private Future<JsonNode> one(ControlRequest request) {
    String id = request.segment("id");
    return Future.succeededFuture(
        profiles
            .find(id)
            .filter(_ -> request.caller().allowance().allowsProfile(id))
            .map(ProfileControl::full)
            .orElseThrow(() -> unknown(id)));
  }

  private Future<JsonNode> put(ControlRequest request) {
    return request
        .document()
        .compose(body -> profiles.put(changeOf(request), body))
        .map(ProfileControl::full);
  }

  private Future<JsonNode> delete(ControlRequest request) {
    Profiles.Change change = changeOf(request);
    return profiles
        .delete(change)
        .map(
            left -> {
              ObjectNode node = StrictJson.object().put("id", change.id()).put("deleted", true);
              putInForce(node, left);
              return node;
            });
  }

  private Future<JsonNode> versions(ControlRequest request) {
    String id = request.segment("id");
    Optional<ProfileView> view = profiles.find(id);
    List<ProfileVersion> kept = profiles.kept(id);
    if (view.isEmpty() && kept.isEmpty()) {
      throw unknown(id);
    }
    return Future.succeededFuture(
        Page.whole(
            Stream.concat(
                kept.stream().map(ProfileControl::version),
                view.flatMap(ProfileView::declared).map(ProfileControl::declared).stream())));
  }

  private Future<JsonNode> rollBack(ControlRequest request) {
    return request
        .fields()
        .compose(
            fields -> {
              int version = fields.need(VERSION);
              Profiles.Change change = changeOf(request);
              return profiles
                  .rollBack(change, version)
                  .map(
                      left -> {
                        ObjectNode node =
                            StrictJson.object().put("id", change.id()).put("version", version);
                        putInForce(node, left);
                        return node;
                      });
            });
  }

  private static void putInForce(ObjectNode node, Optional<ProfileView> left) {
    left.ifPresentOrElse(view -> node.set("in_force", full(view)), () -> node.putNull("in_force"));
  }

  private ProblemException unknown(String id) {
    return UnknownProfile.problemOf(id, ProblemKind.NOT_FOUND, routing.snapshot())
        .withParam("id")
        .toException();
  }

  private static Profiles.Change changeOf(ControlRequest request) {
    return new Profiles.Change(
        request.segment("id"), request.caller().label(), request.head().at(), request.need(FORCE));
  }

  private static ObjectNode brief(ProfileView view) {
    ObjectNode node = StrictJson.object().put("id", view.id()).put("source", view.source().id());
    node.set("profile", ProfileDocument.write(view.inForce()));
    node.set("trade", ProfileDocument.trade(view.inForce().profile().trade()));
    return node;
  }

  private static ObjectNode full(ProfileView view) {
    ObjectNode node = brief(view);
    if (view.source() == ProfileView.Source.CONFIG && view.stored().isPresent()) {
      node.set("stored", ProfileDocument.write(view.stored().get()));
      node.put(
          "note",
          "the configuration file has a profile of this id, which wins over the one stored here");
    }
    ArrayNode versions = node.putArray("versions");
    view.versions().forEach(version -> versions.add(version(version)));
    return node;
  }

  private static ObjectNode version(ProfileVersion version) {
    ObjectNode node =
        StrictJson.object()
            .put("version", version.number())
            .put("at", version.at().toString())
            .put("by", version.by());
    version
        .document()
        .ifPresentOrElse(
            text ->
                node.set("profile", StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8))),
            () -> node.put("deleted", true));
    return node;
  }

  private static ObjectNode declared(ProfileView.Declared declared) {
    ObjectNode node =
        StrictJson.object()
            .put("version", ProfileView.DECLARED)
            .putNull("at")
            .put("by", declared.source().id());
    return node.set("profile", ProfileDocument.write(declared.profile()));
  }
}
