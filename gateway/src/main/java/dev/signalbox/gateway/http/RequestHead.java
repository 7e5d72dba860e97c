package dev.signalbox.gateway.http;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.pipeline.Exchange;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/** Reads what our own request headers say. */
public final class RequestHead {
  private static final int MAX_LABEL = 128;

  private RequestHead() {}

  /** The client's request id when it is usable as one; empty otherwise. */
  public static Optional<String> requestId(MultiMap headers) {
    return Optional.ofNullable(headers.get("x-request-id")).filter(RequestHead::isLabel);
  }

  /**
   * What the headers say of a request.
   *
   * @param strict the gateway's own rule
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when a header has another form than
   *     allowed, naming it
   */
  public static Exchange.Origin origin(
      MultiMap headers, String id, Arrived arrived, boolean strict) {
    Caller caller = arrived.caller();
    return new Exchange.Origin(
        id,
        arrived.at(),
        arrived.endpoint(),
        caller,
        arrived.app(),
        caller.project().orElseGet(() -> label(headers, "x-project")),
        label(headers, "x-source"),
        label(headers, "x-session"),
        label(headers, "x-task"),
        label(headers, "x-profile"),
        flag(headers, "x-signalbox-strict").orElse(strict),
        flag(headers, "x-signalbox-no-failover").orElse(false));
  }

  /** When, where and by whom a request came. */
  public record Arrived(Instant at, String endpoint, String app, Caller caller) {}

  private static String label(MultiMap headers, String name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      return "";
    }
    if (!isLabel(value)) {
      throw Problem.invalid(
              name,
              "`%s` must be at most %d letters, digits or `_.:/@-`".formatted(name, MAX_LABEL))
          .toException();
    }
    return value;
  }

  private static Optional<Boolean> flag(MultiMap headers, String name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value) {
      case "1", "true" -> Optional.of(true);
      case "0", "false" -> Optional.of(false);
      default -> throw Problem.invalid(name, "`%s` must be 1 or 0".formatted(name)).toException();
    };
  }

  private static boolean isLabel(String value) {
    return value.length() <= MAX_LABEL
        && !value.isEmpty()
        && value
            .chars()
            .allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "_.:/@-".indexOf(c) >= 0);
  }
}
