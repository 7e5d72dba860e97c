package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads and rewrites the text of request addresses. */
public final class Queries {
  private Queries() {}

  /**
   * Refuses an address that nobody can decode: further in, that would be a fault of ours.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   */
  public static void check(HttpServerRequest request) {
    if (!isReadable(request.uri())) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST,
              "in the address of a request two hexadecimal digits must follow each `%`")
          .toException();
    }
  }

  /** Whether each {@code %} of {@code address} begins an escape. */
  static boolean isReadable(@Nullable String address) {
    int at = address == null ? -1 : address.indexOf('%');
    while (address != null && at >= 0) {
      if (at + 2 >= address.length()
          || !isHex(address.charAt(at + 1))
          || !isHex(address.charAt(at + 2))) {
        return false;
      }
      at = address.indexOf('%', at + 3);
    }
    return true;
  }

  private static boolean isHex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  /** {@code query} without the {@code key} parameter; empty text when nothing is left. */
  static String withoutKey(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    StringBuilder kept = new StringBuilder(query.length());
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty() && !pair.equals("key") && !pair.startsWith("key=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.toString();
  }
}
