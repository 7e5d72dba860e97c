package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.profile.ProfileVersion;
import dev.signalbox.gateway.profile.ProfileView;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;

/** The profiles: everybody may read them, operators may change what is stored. */
final class ProfileControl {
  static final String PATH = "/v1/profiles";

  private final Profiles profiles;
  private final Routing routing;

  ProfileControl(Profiles profiles, Routing routing) {
    this.profiles = profiles;
    this.routing = routing;
  }

  /** {@code GET /v1/profiles}. */
  Future<JsonNode> list(ControlRequest request) {
    ObjectNode list = StrictJson.object();
    list.put("standard", routing.snapshot().policy().standard());
    ArrayNode data = list.putArray("data");
    profiles.all().stream()
        .filter(view -> request.caller().allowance().allowsProfile(view.id()))
        .forEach(view -> data.add(brief(view)));
    return Future.succeededFuture(list.putNull("next"));
  }

  /** {@code GET /v1/profiles/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    String id = idOf(request);
    return Future.succeededFuture(
        profiles
            .find(id)
            .filter(_ -> request.caller().allowance().allowsProfile(id))
            .map(ProfileControl::full)
            .orElseThrow(
                () ->
                    UnknownProfile.problemOf(id, ProblemKind.NOT_FOUND, routing.snapshot())
                        .withParam("id")
                        .toException()));
  }

  /** {@code PUT /v1/profiles/{id}}. */
  Future<JsonNode> put(ControlRequest request) {
    return request
        .body()
        .compose(body -> profiles.put(changeOf(request), StrictJson.parseObject(body)))
        .map(ProfileControl::full);
  }

  /** {@code DELETE /v1/profiles/{id}}. */
  Future<JsonNode> delete(ControlRequest request) {
    Profiles.Change change = changeOf(request);
    return profiles
        .delete(change)
        .map(
            left -> {
              ObjectNode node = StrictJson.object().put("id", change.id()).put("deleted", true);
              left.ifPresentOrElse(
                  view -> node.set("in_force", full(view)), () -> node.putNull("in_force"));
              return node;
            });
  }

  private static Profiles.Change changeOf(ControlRequest request) {
    return new Profiles.Change(
        idOf(request), request.caller().label(), request.head().at(), request.flag("force"));
  }

  private static String idOf(ControlRequest request) {
    return Queries.decoded(request.head().path().substring(PATH.length() + 1));
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
}
