package dev.signalbox.gateway.admin;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.engine.naming.NearMatch;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A request to a control path; its caller is known, its body not yet read. */
final class ControlRequest {
  static final String LIMIT = "limit";

  /** A credential may come as this parameter. */
  private static final String CREDENTIAL = "key";

  private final HttpServerRequest request;
  private final Head head;
  private final BodyReader bodies;

  /**
   * What is known before the body.
   *
   * @param id our request id
   * @param at when it came
   * @param path normalised
   */
  record Head(String id, Instant at, Identity identity, String path) {
    Caller caller() {
      return identity.caller();
    }
  }

  ControlRequest(HttpServerRequest request, Head head, BodyReader bodies) {
    this.request = request;
    this.head = head;
    this.bodies = bodies;
  }

  Head head() {
    return head;
  }

  Caller caller() {
    return head.caller();
  }

  Identity identity() {
    return head.identity();
  }

  /** Who sends it, as the audit trail is told. */
  AuditEntry.By by() {
    return by(caller().label());
  }

  /** The same for whoever says to be {@code actor}. */
  AuditEntry.By by(String actor) {
    return new AuditEntry.By(actor, address(), head.id());
  }

  /** Where it came from. */
  String address() {
    return request.remoteAddress().hostAddress();
  }

  /** The segment of its path that stands behind {@code before}, decoded. */
  String segmentAfter(String before) {
    String rest = head.path().substring(before.length() + 1);
    int slash = rest.indexOf('/');
    return Queries.decoded(slash < 0 ? rest : rest.substring(0, slash));
  }

  HttpServerRequest http() {
    return request;
  }

  /** Reads the body; fails with a {@link ProblemException} when it is too large or too slow. */
  Future<byte[]> body() {
    return bodies.read(request);
  }

  /** The query parameter {@code name}; an empty one is absent. */
  Optional<String> text(String name) {
    return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isEmpty());
  }

  /** The query parameter {@code name}, {@code true} or {@code false}; an absent one is false. */
  boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problem.invalid(name, "`%s` must be `true` or `false`".formatted(name))
              .toException();
    };
  }

  /**
   * Every query parameter {@code name}.
   *
   * @param most how many are allowed
   */
  List<String> texts(String name, int most) {
    List<String> values = request.params().getAll(name);
    if (values.size() > most) {
      throw Problem.invalid(name, "`%s` may be given at most %d times".formatted(name, most))
          .toException();
    }
    return values;
  }

  /**
   * Refuses query parameters that are not among {@code names}.
   *
   * @throws ProblemException naming the first of them and what may have been meant
   */
  void only(List<String> names) {
    for (String name : request.params().names()) {
      if (!names.contains(name) && !name.equals(CREDENTIAL)) {
        List<String> near = NearMatch.of(name, names);
        String hint =
            near.isEmpty()
                ? "these are: `" + String.join("`, `", new TreeSet<>(names)) + "`"
                : "did you mean `" + String.join("`, `", near) + "`?";
        throw Problem.invalid(name, "there is no parameter `%s` here; %s".formatted(name, hint))
            .toException();
      }
    }
  }

  /** The query parameter {@code limit}, from 1 to {@code most}. */
  int limit(int otherwise, int most) {
    return number(LIMIT, 1, most).orElse(otherwise);
  }

  /** The query parameter {@code name}, from {@code least} to {@code most}. */
  Optional<Integer> number(String name, int least, int most) {
    return text(name)
        .map(
            text -> {
              try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                  return value;
                }
              } catch (NumberFormatException e) {
                throw badNumber(name, least, most);
              }
              throw badNumber(name, least, most);
            });
  }

  private static ProblemException badNumber(String name, int least, int most) {
    return Problem.invalid(
            name, "`%s` must be a whole number from %d to %d".formatted(name, least, most))
        .toException();
  }
}
