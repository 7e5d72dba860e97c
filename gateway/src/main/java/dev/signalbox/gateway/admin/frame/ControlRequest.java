package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a control path; its caller is known, its body not yet read. It holds what its route
 * declares and nothing else.
 */
public final class ControlRequest {
  /** A credential may come as this parameter. */
  private static final String CREDENTIAL = "key";

  private final HttpServerRequest request;
  private final Head head;
  private final Route route;
  private final BodyReader bodies;

  /**
   * What is known before the body.
   *
   * @param id our request id
   * @param at when it came
   * @param path normalised
   * @param segments what stands in the path for the names of the route
   */
  public record Head(
      String id, Instant at, Identity identity, String path, Map<String, String> segments) {
    public Caller caller() {
      return identity.caller();
    }
  }

  ControlRequest(HttpServerRequest request, Head head, Route route, BodyReader bodies) {
    this.request = request;
    this.head = head;
    this.route = route;
    this.bodies = bodies;
  }

  public Head head() {
    return head;
  }

  public Caller caller() {
    return head.caller();
  }

  public Identity identity() {
    return head.identity();
  }

  /** Who sends it, as the audit trail is told. */
  public AuditEntry.By by() {
    return by(caller().label());
  }

  /** The same for whoever says to be {@code actor}. */
  public AuditEntry.By by(String actor) {
    return new AuditEntry.By(actor, address(), head.id());
  }

  /** Where it came from. */
  public String address() {
    return request.remoteAddress().hostAddress();
  }

  /** What stands in its path for {@code name}, decoded. */
  public String segment(String name) {
    return Optional.ofNullable(head.segments().get(name))
        .orElseThrow(() -> new IllegalStateException("no %s in %s".formatted(name, route.path())));
  }

  public HttpServerRequest http() {
    return request;
  }

  /** Its body as it came; fails with a {@link ProblemException} if it is too large or too slow. */
  public Future<byte[]> bytes() {
    return bodies.read(request);
  }

  /** The object in its body; fails like {@link #bytes} and when it is none. */
  public Future<ObjectNode> document() {
    return bytes().map(StrictJson::parseObject);
  }

  /** The fields of its body; fails like {@link #document} and when one is not declared. */
  public Future<BodyFields> fields() {
    if (!(route.body() instanceof Body.Fields(var declared))) {
      throw new IllegalStateException("%s declares no fields".formatted(route.path()));
    }
    return bytes().map(body -> BodyFields.of(body, declared));
  }

  /**
   * What its query says of {@code field}, or what counts where it says nothing.
   *
   * @throws ProblemException when it is not what it may be
   */
  public <T> Optional<T> get(Field<T> field) {
    return all(field).stream().findFirst().or(field::fallback);
  }

  /** The same of one that has a fallback. */
  public <T> T need(Field<T> field) {
    return get(field).orElseThrow(field::wrong);
  }

  /** Whether its route takes {@code field} in the query. */
  public boolean takes(Field<?> field) {
    return route.query().contains(field);
  }

  /** Everything its query says of {@code field}, in order; empty texts are no more than absent. */
  public <T> List<T> all(Field<T> field) {
    Declared.check(route.query(), field);
    List<String> texts =
        request.params().getAll(field.name()).stream().filter(text -> !text.isEmpty()).toList();
    if (texts.size() > field.most()) {
      throw Problem.invalid(
              field.name(),
              "`%s` may be given at most %d times".formatted(field.name(), field.most()))
          .toException();
    }
    return texts.stream().map(text -> field.read(field.value().ofText(text))).toList();
  }

  /**
   * Refuses parameters that the route does not declare, unless it is for anybody: login pages and
   * watchdogs add their own.
   *
   * @throws ProblemException naming the first of them and what may have been meant
   */
  void checkQuery() {
    if (route.role().isEmpty()) {
      return;
    }
    List<String> names = route.query().stream().<String>map(Field::name).toList();
    for (String name : request.params().names()) {
      if (!names.contains(name) && !name.equals(CREDENTIAL)) {
        throw Unknown.of("parameter", name, names);
      }
    }
  }
}
