package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;

/** Looks for a key where the protocol of a request wants it. */
record Credentials(Set<String> accepted) {
  /**
   * Lets a request with an accepted key pass, and every request when there are none.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code AUTHENTICATION}
   */
  void check(Received received, Protocol protocol) {
    if (accepted.isEmpty()) {
      return;
    }
    Optional<String> key = keyOf(received, protocol);
    if (key.isEmpty()) {
      throw refused("no key was given: %s is expected".formatted(place(protocol)));
    }
    if (!accepted.contains(key.get())) {
      throw refused("the key is not known");
    }
  }

  private static RuntimeException refused(String message) {
    return Problem.of(ProblemKind.AUTHENTICATION, message)
        .withCode("invalid_api_key")
        .toException();
  }

  private static Optional<String> keyOf(Received received, Protocol protocol) {
    MultiMap headers = received.headers();
    return switch (protocol) {
      case CHAT, RESPONSES ->
          received.uri().startsWith("/openai/")
              ? header(headers, "api-key").or(() -> bearer(headers))
              : bearer(headers);
      case ANTHROPIC -> header(headers, "x-api-key").or(() -> bearer(headers));
      case GEMINI -> header(headers, "x-goog-api-key").or(() -> inQuery(received.uri()));
    };
  }

  private static String place(Protocol protocol) {
    return switch (protocol) {
      case CHAT, RESPONSES -> "`Authorization: Bearer`";
      case ANTHROPIC -> "`x-api-key`";
      case GEMINI -> "`x-goog-api-key`";
    };
  }

  private static Optional<String> header(MultiMap headers, String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Optional<String> bearer(MultiMap headers) {
    return header(headers, "authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  private static Optional<String> inQuery(String uri) {
    return Query.value(uri, "key");
  }
}
