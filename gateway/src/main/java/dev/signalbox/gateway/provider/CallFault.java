package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Puts the failures of the HTTP client into our words, without addresses or keys. */
final class CallFault {
  private CallFault() {}

  static Problem problemOf(Throwable cause) {
    return switch (cause) {
      case ConnectionPoolTooBusyException _ ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "too many calls are waiting for a connection to the provider")
              .withCode("upstream_busy")
              .withRetryAfter(1);
      case UnknownHostException _ ->
          coded("upstream_unreachable", "the provider's host name was not found");
      case SSLException _ -> coded("upstream_tls", "the provider's TLS connection was refused");
      case ConnectException _ ->
          coded("upstream_unreachable", "the provider refused the connection");
      case TimeoutException _ ->
          Problem.of(ProblemKind.UPSTREAM_TIMEOUT, "the provider could not be reached in time")
              .withCode("upstream_timeout");
      case HttpClosedException _ ->
          coded("upstream_closed", "the provider closed the connection before it answered");
      default -> coded("upstream_protocol", "the call to the provider failed");
    };
  }

  private static Problem coded(String code, String message) {
    return Problem.of(ProblemKind.UPSTREAM, message).withCode(code);
  }
}
