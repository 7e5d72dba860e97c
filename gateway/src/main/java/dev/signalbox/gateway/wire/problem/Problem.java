package dev.signalbox.gateway.wire.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One failure as the client will read it, before it takes the shape of the client's API.
 *
 * @param kind what class of failure it is
 * @param message one sentence for the client: what was wrong and what is allowed; never a key, a
 *     prompt or a class name
 * @param code the API's machine-readable code, when one is known
 * @param param the request field at fault, when there is one
 * @param upstreamStatus the provider's HTTP status, when a provider said this; 100 to 599
 * @param retryAfterSeconds when to try again, not negative
 * @param details the provider's own error object, kept so that same-protocol clients see all of it
 */
public record Problem(
    ProblemKind kind,
    String message,
    Optional<String> code,
    Optional<String> param,
    OptionalInt upstreamStatus,
    OptionalLong retryAfterSeconds,
    Optional<JsonNode> details) {

  /** A problem with nothing but its kind and message. */
  public static Problem of(ProblemKind kind, String message) {
    return new Problem(
        kind,
        message,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** An invalid request whose field {@code param} is at fault. */
  public static Problem invalid(String param, String message) {
    return of(ProblemKind.INVALID_REQUEST, message).withParam(param);
  }

  /** A request that has to name a model and does not. */
  public static Problem modelMissing() {
    return invalid("model", "`model` is missing: name the model to use");
  }

  /** The machine-readable code; the name of the kind when there is none. */
  public String codeName() {
    return code.orElseGet(() -> kind.name().toLowerCase(Locale.ROOT));
  }

  /** The same problem with a machine-readable code. */
  public Problem withCode(String newCode) {
    return new Problem(
        kind, message, Optional.of(newCode), param, upstreamStatus, retryAfterSeconds, details);
  }

  /** The same problem naming the request field at fault. */
  public Problem withParam(String newParam) {
    return new Problem(
        kind, message, code, Optional.of(newParam), upstreamStatus, retryAfterSeconds, details);
  }

  /** The same problem with the provider's HTTP status. */
  public Problem withUpstreamStatus(int status) {
    return new Problem(
        kind, message, code, param, OptionalInt.of(status), retryAfterSeconds, details);
  }

  /** The same problem with a hint when to try again, in seconds. */
  public Problem withRetryAfter(long seconds) {
    return new Problem(
        kind, message, code, param, upstreamStatus, OptionalLong.of(seconds), details);
  }

  /** The same problem with the provider's own error object. */
  public Problem withDetails(JsonNode newDetails) {
    return new Problem(
        kind, message, code, param, upstreamStatus, retryAfterSeconds, Optional.of(newDetails));
  }

  /** This problem, ready to be thrown. */
  public ProblemException toException() {
    return new ProblemException(this);
  }
}
