package dev.signalbox.gateway.wire.bedrock;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Locale;
import java.util.Set;

/**
 * What the exceptions of Bedrock mean (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html">
 * Troubleshooting error codes</a>, and the errors of each operation, read 2026-11). None of them
 * says when to come back: a throttled call may be tried again after a second, one whose day is
 * spent after a minute, so that the model sits out and not the key.
 */
final class Exceptions {
  private static final int MAX_MESSAGE = 2_000;
  private static final long SHORT_WAIT_SECONDS = 1;
  private static final long LONG_WAIT_SECONDS = 60;

  private static final Set<String> OF_CREDENTIALS =
      Set.of(
          "unrecognizedclient",
          "invalidsignature",
          "signaturedoesnotmatch",
          "incompletesignature",
          "expiredtoken",
          "invalidclienttokenid",
          "missingauthenticationtoken",
          "notauthorized",
          "optinrequired");

  private Exceptions() {}

  /**
   * What was said.
   *
   * @param status HTTP status; 200 within a stream
   * @param name the exception's, in any of the ways it is written; may be empty
   */
  record Said(int status, String name, String message) {}

  /** What {@code said} means. */
  static Problem problem(Said said) {
    Problem problem = Problem.of(kind(said), shortened(said.message()));
    return switch (problem.kind()) {
      case RATE_LIMIT -> problem.withRetryAfter(wait(said.message()));
      case MODEL_NOT_FOUND -> problem.withRetryAfter(LONG_WAIT_SECONDS);
      case UNAVAILABLE -> problem.withRetryAfter(SHORT_WAIT_SECONDS);
      default -> problem;
    };
  }

  private static long wait(String message) {
    return message.toLowerCase(Locale.ROOT).contains("per day")
        ? LONG_WAIT_SECONDS
        : SHORT_WAIT_SECONDS;
  }

  /** {@code ns#ThrottlingException:http://…} is {@code throttling}. */
  private static String plain(String name) {
    String local = name.substring(name.indexOf('#') + 1);
    int colon = local.indexOf(':');
    String bare = (colon < 0 ? local : local.substring(0, colon)).toLowerCase(Locale.ROOT);
    return bare.endsWith("exception") ? bare.substring(0, bare.length() - 9) : bare;
  }

  private static ProblemKind kind(Said said) {
    String name = plain(said.name());
    if (OF_CREDENTIALS.contains(name)) {
      return ProblemKind.AUTHENTICATION;
    }
    return switch (name) {
      case "throttling", "toomanyrequests" -> ProblemKind.RATE_LIMIT;
      case "servicequotaexceeded" -> ProblemKind.QUOTA;
      case "modelnotready", "serviceunavailable" -> ProblemKind.UNAVAILABLE;
      case "validation" -> invalid(said.message());
      case "accessdenied" -> denied(said.message());
      case "resourcenotfound" -> ProblemKind.MODEL_NOT_FOUND;
      case "modeltimeout" -> ProblemKind.UPSTREAM_TIMEOUT;
      case "modelerror", "modelstreamerror", "internalserver", "internalfailure" ->
          ProblemKind.UPSTREAM;
      default -> byStatus(said);
    };
  }

  private static ProblemKind byStatus(Said said) {
    return switch (said.status()) {
      case 400 -> invalid(said.message());
      case 403 -> denied(said.message());
      case 408 -> ProblemKind.UPSTREAM_TIMEOUT;
      case 424 -> ProblemKind.UPSTREAM;
      default -> ProblemKind.ofStatus(said.status());
    };
  }

  /** A prompt that is too long and a model that is none are told by the message alone. */
  private static ProblemKind invalid(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("too long")
        || lower.contains("too many input tokens")
        || lower.contains("exceed context limit")
        || lower.contains("maximum context length")
        || lower.contains("context window")) {
      return ProblemKind.CONTEXT_LENGTH;
    }
    return lower.contains("model identifier is invalid")
            || lower.contains("on-demand throughput isn")
        ? ProblemKind.MODEL_NOT_FOUND
        : ProblemKind.INVALID_REQUEST;
  }

  /** That a model was not granted says nothing of the key at other models. */
  private static ProblemKind denied(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("access to the model") || lower.contains("model access")) {
      return ProblemKind.MODEL_NOT_FOUND;
    }
    return lower.contains("security token") || lower.contains("signature")
        ? ProblemKind.AUTHENTICATION
        : ProblemKind.PERMISSION;
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
