package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.access.StoredCallers;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored keys. A key is told once, when it is made, and never again. */
final class KeyControl {
  private static final String PATH = "/v1/keys";
  private static final String ONE = PATH + "/{id}";
  private static final Shape KEY = Shape.one("Key");

  private static final Field<Long> OVERLAP =
      Field.of(
              "overlap_seconds",
              Value.whole(0, KeyDesk.LONGEST_OVERLAP.toSeconds(), 3_600),
              "how long the former text still opens")
          .or(KeyDesk.STANDARD_OVERLAP.toSeconds());

  private final AccessParts parts;
  private final AccessChange change;
  private final KeyDesk desk;

  KeyControl(AccessParts parts, AccessChange change) {
    this.parts = parts;
    this.change = change;
    this.desk = new KeyDesk(parts.state().store().keys(), parts.hash(), parts.vault());
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.ADMIN, "The stored keys, without their texts")
            .audited("key.view")
            .gives(Shape.page("Key"))
            .by(this::list),
        Route.post(PATH, Role.ADMIN, "Makes a key and tells its text, this once")
            .auditsItself("key.create")
            .body(KeyFields.NEW)
            .gives(Shape.one("MadeKey"))
            .by(this::create),
        Route.get(ONE, Role.ADMIN, "One key, without its text")
            .audited("key.view")
            .gives(KEY)
            .by(this::one),
        Route.patch(ONE, Role.ADMIN, "Changes what a key may use, take and spend")
            .auditsItself("key.change")
            .body(KeyFields.CHANGED)
            .gives(KEY)
            .by(this::patch),
        Route.delete(ONE, Role.ADMIN, "Takes a key back for good")
            .auditsItself("key.revoke")
            .gives(KEY)
            .by(this::revoke),
        Route.post(ONE + "/rotate", Role.ADMIN, "Gives a key another text and tells it, this once")
            .auditsItself("key.rotate")
            .body(OVERLAP)
            .gives(Shape.one("MadeKey"))
            .by(this::rotate));
  }

  private Future<JsonNode> list(ControlRequest request) {
    return Future.succeededFuture(
        Page.whole(
            parts.state().book().keys().stream().map(key -> KeyJson.of(key, request.head().at()))));
  }

  private Future<JsonNode> one(ControlRequest request) {
    return Future.succeededFuture(KeyJson.of(known(request), request.head().at()));
  }

  private Future<JsonNode> create(ControlRequest request) {
    return request
        .fields()
        .map(KeyFields::new)
        .compose(
            fields -> {
              KeyDesk.Wanted wanted = wanted(fields, request);
              if (parts.authenticator().isConfigured(wanted.label())) {
                throw Problem.of(
                        ProblemKind.CONFLICT,
                        "a key of the configuration file has this label already")
                    .withCode("exists")
                    .withParam(KeyFields.LABEL.name())
                    .toException();
              }
              return change.made(desk.create(wanted, request.by(), request.head().at()));
            })
        .map(made -> shown(request, made));
  }

  private static KeyDesk.Wanted wanted(KeyFields fields, ControlRequest request) {
    Map<String, String> credentials = new HashMap<>();
    fields
        .providerKeys()
        .forEach((provider, key) -> key.ifPresent(value -> credentials.put(provider, value)));
    return new KeyDesk.Wanted(
        fields.label(),
        fields.role(Role.CALLER),
        fields.project(""),
        fields.expires(0, request.head().at()),
        fields.terms(KeyTerms.ALL),
        credentials);
  }

  private Future<JsonNode> patch(ControlRequest request) {
    StoredKey before = active(request);
    return request
        .fields()
        .map(KeyFields::new)
        .compose(
            fields -> {
              KeyDesk.Changed changed =
                  new KeyDesk.Changed(
                      fields.role(Role.byId(before.role()).orElse(Role.CALLER)),
                      fields.project(before.project()),
                      fields.expires(before.expiresMillis(), request.head().at()),
                      fields.terms(StoredCallers.termsOf(before)),
                      fields.providerKeys());
              return change.made(desk.change(before.id(), changed, request.by()));
            })
        .map(_ -> KeyJson.of(known(request), request.head().at()));
  }

  private Future<JsonNode> revoke(ControlRequest request) {
    StoredKey key = known(request);
    return change
        .made(desk.revoke(key.id(), request.by(), request.head().at()))
        .map(_ -> KeyJson.of(known(request), request.head().at()));
  }

  private Future<JsonNode> rotate(ControlRequest request) {
    StoredKey key = active(request);
    return request
        .fields()
        .compose(
            fields ->
                change.made(
                    desk.rotate(
                        key.id(),
                        Duration.ofSeconds(fields.need(OVERLAP)),
                        request.by(),
                        request.head().at())))
        .map(made -> shown(request, made));
  }

  private JsonNode shown(ControlRequest request, KeyDesk.Made made) {
    ObjectNode node = StrictJson.object().put("key", made.text());
    node.setAll(KeyJson.of(find(made.id()).orElseThrow(KeyControl::unknown), request.head().at()));
    return node;
  }

  private StoredKey known(ControlRequest request) {
    return find(request.segment("id")).orElseThrow(KeyControl::unknown);
  }

  private Optional<StoredKey> find(String id) {
    return parts.state().book().key(id);
  }

  private StoredKey active(ControlRequest request) {
    StoredKey key = known(request);
    if (key.revokedMillis() > 0) {
      throw Problem.of(ProblemKind.CONFLICT, "this key was revoked; make another one")
          .withCode("key_revoked")
          .toException();
    }
    return key;
  }

  private static ProblemException unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "there is no key with this id")
        .withCode("key_not_found")
        .withParam("id")
        .toException();
  }
}
