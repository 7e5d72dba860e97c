package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.access.PeopleStore;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.gateway.access.AccessBook;
import dev.signalbox.gateway.access.Passwords;
import dev.signalbox.gateway.access.Role;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The people who may log in. */
final class UserControl {
  private static final String PATH = "/v1/users";
  private static final String ONE = PATH + "/{name}";

  private static final Field<String> NAME =
      Field.required(
          "name",
          Value.matching(
              "[A-Za-z0-9._@+-]{1,128}", "1 to 128 letters, digits or `._@+-`", "ada@example.com"),
          "what the person logs in with");
  private static final Value<Role> ROLES =
      Value.choice(List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN), Role::id);
  private static final Value<String> PASSWORDS =
      Value.text(Passwords.LEAST, Passwords.MOST, "correct horse battery staple");
  private static final Field<Role> ROLE = Field.required("role", ROLES, "what the person may do");
  private static final Field<String> PASSWORD =
      Field.required("password", PASSWORDS, "kept as a hash");
  private static final Field<Role> NEW_ROLE = Field.of("role", ROLES, "what the person may do");
  private static final Field<String> NEW_PASSWORD =
      Field.of("password", PASSWORDS, "kept as a hash; sessions that began before it end");

  private final AccessParts parts;
  private final AccessChange change;
  private final PeopleStore store;

  UserControl(AccessParts parts, AccessChange change) {
    this.parts = parts;
    this.change = change;
    this.store = parts.state().store().people();
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.ADMIN, "The people who may log in")
            .gives(Shape.page("User"))
            .by(this::list),
        Route.post(PATH, Role.ADMIN, "Lets a person log in")
            .auditsItself("user.create")
            .body(NAME, ROLE, PASSWORD)
            .gives(Shape.one("User"))
            .by(this::create),
        Route.patch(ONE, Role.ADMIN, "Gives a person another role or password")
            .auditsItself("user.change")
            .body(NEW_ROLE, NEW_PASSWORD)
            .gives(Shape.one("User"))
            .by(this::patch),
        Route.delete(ONE, Role.ADMIN, "Takes a person out and ends its sessions")
            .auditsItself("user.remove")
            .gives(Shape.one("RemovedUser"))
            .by(this::remove));
  }

  private Future<JsonNode> list(ControlRequest request) {
    Stream<ObjectNode> configured =
        parts.authenticator().rules().admin().stream()
            .map(
                admin ->
                    StrictJson.object()
                        .put("name", admin.name())
                        .put("role", Role.ADMIN.id())
                        .put("source", "config")
                        .putNull("created_at"));
    Stream<ObjectNode> stored =
        book().users().values().stream()
            .filter(StoredUser::counts)
            .sorted(Comparator.comparing(StoredUser::name))
            .map(UserControl::json);
    return Future.succeededFuture(Page.whole(Stream.concat(configured, stored)));
  }

  private static ObjectNode json(StoredUser user) {
    return StrictJson.object()
        .put("name", user.name())
        .put("role", user.role())
        .put("source", user.origin().isEmpty() ? "stored" : "oidc")
        .put("created_at", Instant.ofEpochMilli(user.createdMillis()).toString())
        .put("created_by", user.createdBy());
  }

  private Future<JsonNode> create(ControlRequest request) {
    return request
        .fields()
        .compose(
            fields -> {
              String name = fields.need(NAME);
              Role role = fields.need(ROLE);
              return hashed(fields.need(PASSWORD))
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

  private Future<JsonNode> patch(ControlRequest request) {
    StoredUser user = known(request.segment("name"));
    return request
        .fields()
        .compose(
            fields -> {
              Optional<Role> role = fields.get(NEW_ROLE);
              Optional<String> password = fields.get(NEW_PASSWORD);
              return password
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
                                          password.isPresent() ? hash : before.password()),
                                  request.by())))
                  .map(_ -> json(known(user.name())));
            });
  }

  private Future<JsonNode> remove(ControlRequest request) {
    StoredUser user = known(request.segment("name"));
    long at = request.head().at().toEpochMilli();
    return change
        .made(
            store.change(user.name(), "user.remove", before -> before.disabledAt(at), request.by()))
        .map(_ -> StrictJson.object().put("name", user.name()).put("deleted", true));
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
                    .withParam(NAME.name())
                    .toException());
  }
}
