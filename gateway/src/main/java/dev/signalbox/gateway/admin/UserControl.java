package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.access.PeopleStore;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.gateway.access.AccessBook;
import dev.signalbox.gateway.access.Passwords;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** The people who may log in. */
final class UserControl {
  static final String PATH = "/v1/users";

  private static final String NAME = "name";
  private static final String ROLE = "role";
  private static final String PASSWORD = "password";
  private static final Pattern NAME_FORM = Pattern.compile("[A-Za-z0-9._@+-]{1,128}");

  private final AccessParts parts;
  private final AccessChange change;
  private final PeopleStore store;

  UserControl(AccessParts parts, AccessChange change) {
    this.parts = parts;
    this.change = change;
    this.store = parts.state().store().people();
  }

  /** {@code GET /v1/users}. */
  Future<JsonNode> list(ControlRequest request) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    parts
        .authenticator()
        .rules()
        .admin()
        .ifPresent(
            admin ->
                data.addObject()
                    .put(NAME, admin.name())
                    .put(ROLE, Role.ADMIN.id())
                    .put("source", "config")
                    .putNull("created_at"));
    book().users().values().stream()
        .filter(StoredUser::counts)
        .sorted(Comparator.comparing(StoredUser::name))
        .forEach(user -> data.add(json(user)));
    return Future.succeededFuture(list.putNull("next"));
  }

  private static ObjectNode json(StoredUser user) {
    return StrictJson.object()
        .put(NAME, user.name())
        .put(ROLE, user.role())
        .put("source", user.origin().isEmpty() ? "stored" : "oidc")
        .put("created_at", Instant.ofEpochMilli(user.createdMillis()).toString())
        .put("created_by", user.createdBy());
  }

  /** {@code POST /v1/users}. */
  Future<JsonNode> create(ControlRequest request) {
    return request
        .body()
        .compose(
            body -> {
              BodyFields fields = BodyFields.of(body, List.of(NAME, ROLE, PASSWORD));
              String name = nameIn(fields);
              Role role = role(fields).orElseThrow(UserControl::badRole);
              String password = password(fields).orElseThrow(UserControl::badPassword);
              return hashed(password)
                  .compose(
                      hash ->
                          change.made(
                              store.add(
                                  new StoredUser(
                                      name,
                                      role.id(),
                                      hash,
                                      "",
                                      request.head().at().toEpochMilli(),
                                      request.caller().label(),
                                      0),
                                  request.by())))
                  .map(_ -> json(known(name)));
            });
  }

  private static String nameIn(BodyFields fields) {
    String name = fields.text(NAME, 128);
    if (!NAME_FORM.matcher(name).matches()) {
      throw Problem.invalid(NAME, "`name` must be 1 to 128 letters, digits or `._@+-`")
          .toException();
    }
    return name;
  }

  /** {@code PATCH /v1/users/{name}}. */
  Future<JsonNode> patch(ControlRequest request) {
    StoredUser user = known(request.segmentAfter(PATH));
    return request
        .body()
        .compose(
            body -> {
              BodyFields fields = BodyFields.of(body, List.of(ROLE, PASSWORD));
              Optional<Role> role = role(fields);
              return password(fields)
                  .map(this::hashed)
                  .orElseGet(() -> Future.succeededFuture(user.password()))
                  .compose(
                      hash ->
                          change.made(
                              store.change(
                                  user.name(),
                                  "user.change",
                                  before ->
                                      before.with(
                                          role.map(Role::id).orElse(before.role()),
                                          fields.node().has(PASSWORD) ? hash : before.password()),
                                  request.by())))
                  .map(_ -> json(known(user.name())));
            });
  }

  /** {@code DELETE /v1/users/{name}}. */
  Future<JsonNode> remove(ControlRequest request) {
    StoredUser user = known(request.segmentAfter(PATH));
    long at = request.head().at().toEpochMilli();
    return change
        .made(
            store.change(user.name(), "user.remove", before -> before.disabledAt(at), request.by()))
        .map(_ -> StrictJson.object().put(NAME, user.name()).put("deleted", true));
  }

  private Future<String> hashed(String password) {
    CompletableFuture<String> hash =
        parts.people().hash(password).orElseThrow(UserControl::tooBusy);
    return change.made(hash);
  }

  static ProblemException tooBusy() {
    return Problem.of(ProblemKind.OVERLOADED, "too many passwords are being looked at already")
        .withRetryAfter(1)
        .toException();
  }

  private static Optional<String> password(BodyFields fields) {
    Optional<String> password = fields.textIfAny(PASSWORD, Passwords.MOST);
    if (password.filter(text -> text.length() < Passwords.LEAST).isPresent()) {
      throw badPassword();
    }
    return password;
  }

  private static ProblemException badPassword() {
    return Problem.invalid(
            PASSWORD,
            "`password` must have %d to %d characters".formatted(Passwords.LEAST, Passwords.MOST))
        .toException();
  }

  private static Optional<Role> role(BodyFields fields) {
    return fields
        .textIfAny(ROLE, 16)
        .map(
            id ->
                Role.byId(id)
                    .filter(role -> role.includes(Role.VIEWER))
                    .orElseThrow(UserControl::badRole));
  }

  private static ProblemException badRole() {
    return Problem.invalid(ROLE, "`role` must be viewer, operator or admin").toException();
  }

  private AccessBook book() {
    return parts.state().book();
  }

  private StoredUser known(String name) {
    return book()
        .user(name)
        .orElseThrow(
            () ->
                Problem.of(ProblemKind.NOT_FOUND, "there is nobody of this name")
                    .withCode("user_not_found")
                    .withParam(NAME)
                    .toException());
  }
}
