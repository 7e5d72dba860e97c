package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request to a control path; its caller is known, its body not yet read. */
final class ControlRequest {
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
  record Head(String id, Instant at, Caller caller, String path) {}

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

  HttpServerRequest http() {
    return request;
  }

  /** Reads the body; fails with a {@link ProblemException} when it is too large or too slow. */
  Future<byte[]> body() {
    return bodies.read(request);
  }

  /**
   * Refuses callers who are no operators.
   *
   * @throws ProblemException of kind {@code PERMISSION}
   */
  void operatorsOnly() {
    if (!caller().operator()) {
      throw Problem.of(
              ProblemKind.PERMISSION,
              "this key may send requests and see its own; a key of `server.api_key` is needed here")
          .toException();
    }
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

  /** The query parameter {@code limit}, from 1 to {@code most}. */
  int limit(int otherwise, int most) {
    Optional<String> text = text("limit");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw badLimit(most);
    }
    throw badLimit(most);
  }

  private static ProblemException badLimit(int most) {
    return Problem.invalid("limit", "`limit` must be a whole number from 1 to " + most)
        .toException();
  }
}
