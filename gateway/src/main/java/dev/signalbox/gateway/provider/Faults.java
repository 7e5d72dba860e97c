package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Unauthorized;
import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * The one place that says what a failure is: from a status, an error told in a good answer, an
 * exception of the HTTP client, or a limit of time. Messages hold no addresses and no keys.
 */
public final class Faults {
  /** One transparent second call on a fresh connection, as the pooled one had been closed. */
  public static final String STALE_CONNECTION = "stale_connection";

  /** Events after the end of a streamed answer, which nobody gets. */
  public static final String STREAM_EXCESS = "stream_excess";

  /** The call that was not the first to answer. */
  public static final String HEDGE_LOST = "hedge_lost";

  /** The client left before the answer was whole. */
  public static final String CLIENT_CLOSED = "client_closed";

  /** An attempt that ended by a fault of our own. */
  public static final String INTERNAL = "internal";

  /** No token could be had for a call. */
  static final String TOKEN = "upstream_token";

  /** A second attempt that was wanted, but not allowed any more. */
  public static final String RETRY_BUDGET = "retry_budget_empty";

  private Faults() {}

  /**
   * What an error answer means.
   *
   * @param problem its body in our words, with the wait that it asks for
   */
  public static Fault ofRefusal(int status, Problem problem) {
    FaultClass kind = classOf(status, problem);
    return new Fault(
        kind,
        nameOf(kind, status),
        Phase.HEAD,
        kind == FaultClass.CREDENTIAL ? ourKeyRefused() : problem);
  }

  /** What an error means that came as, or in, an answer with a good status. */
  public static Fault ofTold(Problem problem) {
    Fault fault = ofRefusal(problem.kind().status(), problem);
    return new Fault(
        fault.kind(),
        fault.kind() == FaultClass.TRANSIENT ? "upstream_error_in_answer" : fault.name(),
        Phase.FIRST_TOKEN,
        fault.problem());
  }

  private static FaultClass classOf(int status, Problem problem) {
    if (status == 403 && problem.kind() == ProblemKind.MODEL_NOT_FOUND) {
      return FaultClass.NO_ACCESS;
    }
    if (status == 401 || status == 403 || problem.kind() == ProblemKind.AUTHENTICATION) {
      return FaultClass.CREDENTIAL;
    }
    if (status == 402 || problem.kind() == ProblemKind.QUOTA) {
      return FaultClass.QUOTA_EXHAUSTED;
    }
    if (status == 429) {
      return problem.retryAfterSeconds().isPresent()
          ? FaultClass.RATE_LIMITED
          : FaultClass.QUOTA_EXHAUSTED;
    }
    return status == 408 || status == 409 || status == 424 || status == 425 || status >= 500
        ? FaultClass.TRANSIENT
        : FaultClass.CLIENT;
  }

  private static String nameOf(FaultClass kind, int status) {
    return switch (kind) {
      case CREDENTIAL -> "upstream_auth";
      case RATE_LIMITED -> "upstream_rate_limited";
      case QUOTA_EXHAUSTED -> "upstream_quota";
      case NO_ACCESS -> "upstream_no_access";
      case CLIENT -> "request_refused";
      case TRANSIENT, PROTOCOL, LOCAL ->
          status == 503 || status == 529 ? "upstream_overloaded" : "upstream_status";
    };
  }

  /** What the client is told when the provider refused our key; never that its own was wrong. */
  private static Problem ourKeyRefused() {
    return Problem.of(ProblemKind.UPSTREAM, "the provider refused the gateway's credentials")
        .withCode("upstream_auth");
  }

  /** What a failure of the HTTP client means. */
  static Fault ofFailure(Throwable cause, Phase phase) {
    return switch (cause) {
      case ConnectionPoolTooBusyException _ -> noConnectionFree();
      case ProblemException told -> ofClient(told.problem(), phase);
      case UnknownHostException _ ->
          transientFault("upstream_dns", phase, "the provider's host name was not found");
      case Unauthorized refused -> ofUnauthorized(refused);
      case AddressRefused refused ->
          transientFault(
              "upstream_address",
              phase,
              "the provider's address is not called: " + refused.reason());
      case SSLException _ ->
          transientFault("upstream_tls", phase, "the provider's TLS connection was refused");
      case ConnectTimeoutException _ -> notConnected();
      case ConnectException _ ->
          transientFault("upstream_unreachable", phase, "the provider refused the connection");
      case HttpClosedException _ -> closed(phase);
      case StreamResetException _, IOException _ ->
          transientFault("upstream_reset", phase, "the connection to the provider broke");
      default -> protocol(phase, "the provider's answer is not HTTP as it should be");
    };
  }

  /** Nothing was sent, as nothing could be had to authorise it with. */
  private static Fault ofUnauthorized(Unauthorized refused) {
    Problem problem = Problem.of(ProblemKind.UPSTREAM, refused.clause());
    return switch (refused.why()) {
      case REFUSED ->
          new Fault(FaultClass.CREDENTIAL, "upstream_auth", Phase.WAITING, ourKeyRefused());
      case LIMITED ->
          new Fault(
              FaultClass.RATE_LIMITED,
              TOKEN,
              Phase.WAITING,
              problem.withCode(TOKEN).withRetryAfter(refused.retryAfterSeconds().orElse(1)));
      case UNAVAILABLE -> transientFault(TOKEN, Phase.WAITING, refused.clause());
      case NONSENSE -> coded(TOKEN, Phase.WAITING, refused.clause());
    };
  }

  /** Nothing to authorise a call with in time. */
  static Fault noToken(long millis) {
    return timeout(
        TOKEN,
        Phase.WAITING,
        "no token for the provider could be had within %d ms".formatted(millis));
  }

  /** Every connection is in use and no more calls may wait for one. */
  static Fault noConnectionFree() {
    return local(
        "upstream_busy",
        Problem.of(
                ProblemKind.UNAVAILABLE,
                "too many calls are waiting for a connection to the provider")
            .withRetryAfter(1));
  }

  static Fault notConnected() {
    return timeout(
        "upstream_connect_timeout", Phase.CONNECT, "the provider could not be reached in time");
  }

  /** No status in time. */
  static Fault noHead(long millis) {
    return timeout(
        "upstream_timeout",
        Phase.HEAD,
        "the provider did not answer within %d ms".formatted(millis));
  }

  /** A status, but no piece of an answer in time. */
  static Fault noFirstToken(long millis) {
    return timeout(
        "upstream_first_token_timeout",
        Phase.FIRST_TOKEN,
        "the provider sent no piece of its answer within %d ms".formatted(millis));
  }

  /** The request's own time is over. */
  public static Fault deadline(Phase phase) {
    return new Fault(
        FaultClass.LOCAL,
        "request_deadline",
        phase,
        Problem.of(ProblemKind.UPSTREAM_TIMEOUT, "no answer came within the time for a request")
            .withCode("request_deadline"));
  }

  /** The answer stopped coming. */
  public static Fault idle(long millis) {
    return timeout(
        "stream_idle", Phase.BODY, "the provider sent nothing for %d ms".formatted(millis));
  }

  /** The answer took longer than the provider is given. */
  public static Fault total(long millis) {
    return timeout(
        "upstream_total", Phase.BODY, "the answer took longer than %d ms".formatted(millis));
  }

  /** What the client sent while the call was under way is to be refused. */
  private static Fault ofClient(Problem problem, Phase phase) {
    return new Fault(FaultClass.CLIENT, "request_refused", phase, problem);
  }

  /** The client left what was sent unread. */
  public static Fault clientSlow(long millis) {
    return new Fault(
        FaultClass.CLIENT,
        "client_slow",
        Phase.BODY,
        Problem.of(
                ProblemKind.UPSTREAM_TIMEOUT, "the answer was not read for %d ms".formatted(millis))
            .withCode("client_slow"));
  }

  /** The connection ended within the answer. */
  public static Fault closed(Phase phase) {
    return transientFault(
        "upstream_closed", phase, "the provider's connection broke before its answer was complete");
  }

  /** A stream ended in good order on the level of HTTP, but not on that of its API. */
  public static Fault truncated() {
    return coded(
        "upstream_truncated",
        Phase.BODY,
        "the provider's stream ended before its answer was complete");
  }

  /** An answer larger than is taken. */
  public static Fault tooLarge(int bytes) {
    return coded(
        "upstream_too_large",
        Phase.BODY,
        "the provider's answer is larger than the %d bytes allowed".formatted(bytes));
  }

  /** An answer in an encoding that was not asked for and that is not unpacked here. */
  static Fault unknownEncoding() {
    return protocol(
        Phase.HEAD, "the provider packed its answer in an encoding that was not asked for");
  }

  /** An answer that is not packed as it says. */
  static Fault badlyPacked() {
    return protocol(Phase.BODY, "the provider's answer is not packed as it says");
  }

  /** A small answer that becomes a huge one. */
  static Fault unpacksToTooMuch() {
    return coded(
        "upstream_too_large", Phase.BODY, "the provider's answer unpacks to far more than it sent");
  }

  /** A redirect; never followed, as it could lead to an inner address with our key along. */
  static Fault redirect() {
    return coded(
        "upstream_redirect",
        Phase.HEAD,
        "the provider answered with a redirect, which is not followed");
  }

  /** What came is not what the provider's API promises. */
  public static Fault notAnAnswer(Phase phase) {
    return protocol(phase, "the provider's answer is not what its API promises");
  }

  /** A fault of the stream that its decoder met. */
  public static Fault ofStream(Problem problem) {
    String name = "upstream_protocol";
    return new Fault(
        FaultClass.PROTOCOL,
        name,
        Phase.BODY,
        problem.code().isPresent() ? problem : problem.withCode(name));
  }

  /** Nobody is configured under the id {@code provider}. */
  public static Fault notConfigured(String provider) {
    return local(
        "model_not_found",
        Problem.of(
            ProblemKind.MODEL_NOT_FOUND,
            "the provider `%s` is not configured".formatted(provider)));
  }

  /** A limit of the gateway's own; {@code name} is its code too. */
  public static Fault local(String name, Problem problem) {
    return new Fault(FaultClass.LOCAL, name, Phase.WAITING, problem.withCode(name));
  }

  static Fault protocol(Phase phase, String message) {
    return coded("upstream_protocol", phase, message);
  }

  private static Fault coded(String name, Phase phase, String message) {
    return new Fault(
        FaultClass.PROTOCOL, name, phase, Problem.of(ProblemKind.UPSTREAM, message).withCode(name));
  }

  private static Fault transientFault(String name, Phase phase, String message) {
    return new Fault(
        FaultClass.TRANSIENT,
        name,
        phase,
        Problem.of(ProblemKind.UPSTREAM, message).withCode(name));
  }

  private static Fault timeout(String name, Phase phase, String message) {
    return new Fault(
        FaultClass.TRANSIENT,
        name,
        phase,
        Problem.of(ProblemKind.UPSTREAM_TIMEOUT, message).withCode(name));
  }
}
