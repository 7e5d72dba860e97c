package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.access.StoredCallers;
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
  static final String PATH = "/v1/keys";

  private static final String OVERLAP = "overlap_seconds";

  private final AccessParts parts;
  private final AccessChange change;
  private final KeyDesk desk;

  KeyControl(AccessParts parts, AccessChange change) {
    this.parts = parts;
    this.change = change;
    this.desk = new KeyDesk(parts.state().store().keys(), parts.hash(), parts.vault());
  }

  /** {@code GET /v1/keys}. */
  Future<JsonNode> list(ControlRequest request) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    parts.state().book().keys().forEach(key -> data.add(KeyJson.of(key, request.head().at())));
    return Future.succeededFuture(list.putNull("next"));
  }

  /** {@code GET /v1/keys/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    return Future.succeededFuture(KeyJson.of(known(request), request.head().at()));
  }

  /** {@code POST /v1/keys}. */
  Future<JsonNode> create(ControlRequest request) {
    return request
        .body()
        .compose(
            body -> {
              KeyFields fields = KeyFields.of(body);
              KeyDesk.Wanted wanted = wanted(fields, request);
              if (parts.authenticator().isConfigured(wanted.label())) {
                throw Problem.of(
                        ProblemKind.CONFLICT,
                        "a key of the configuration file has this label already")
                    .withCode("exists")
                    .withParam(KeyFields.LABEL)
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

  /** {@code PATCH /v1/keys/{id}}. */
  Future<JsonNode> patch(ControlRequest request) {
    StoredKey before = active(request);
    return request
        .body()
        .compose(
            body -> {
              KeyFields fields = KeyFields.of(body);
              if (fields.has(KeyFields.LABEL)) {
                throw Problem.invalid(
                        KeyFields.LABEL, "`label` stays as it is: what was recorded is found by it")
                    .toException();
              }
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

  /** {@code DELETE /v1/keys/{id}}. */
  Future<JsonNode> revoke(ControlRequest request) {
    StoredKey key = known(request);
    return change
        .made(desk.revoke(key.id(), request.by(), request.head().at()))
        .map(_ -> KeyJson.of(known(request), request.head().at()));
  }

  /** {@code POST /v1/keys/{id}/rotate}. */
  Future<JsonNode> rotate(ControlRequest request) {
    StoredKey key = active(request);
    return request
        .body()
        .compose(
            body -> {
              Duration overlap =
                  BodyFields.of(body, List.of(OVERLAP))
                      .number(OVERLAP, 0, KeyDesk.LONGEST_OVERLAP.toSeconds())
                      .map(Duration::ofSeconds)
                      .orElse(KeyDesk.STANDARD_OVERLAP);
              return change.made(desk.rotate(key.id(), overlap, request.by(), request.head().at()));
            })
        .map(made -> shown(request, made));
  }

  private JsonNode shown(ControlRequest request, KeyDesk.Made made) {
    ObjectNode node = StrictJson.object().put("key", made.text());
    node.setAll(KeyJson.of(find(made.id()).orElseThrow(KeyControl::unknown), request.head().at()));
    return node;
  }

  private StoredKey known(ControlRequest request) {
    return find(request.segmentAfter(PATH)).orElseThrow(KeyControl::unknown);
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
