package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/** What a provider's error answer means for the key, the next attempt and the client. */
public final class Refusals {
  /** Longest wait a provider may ask for. */
  public static final long MAX_RETRY_AFTER_SECONDS = Duration.ofHours(1).toSeconds();

  private Refusals() {}

  /** What to do after a refusal. */
  public enum Verdict {
    /** The request is at fault: no other provider would take it. */
    CLIENT_AT_FAULT,
    /** Our key is at fault: bench it, try the next. */
    KEY_AT_FAULT,
    /** The provider is busy or broken: try the next. */
    TRY_NEXT
  }

  /** What a refusal with {@code status} calls for; {@code problem} is its body, decoded. */
  public static Verdict verdict(int status, Problem problem) {
    if (problem.kind() == ProblemKind.AUTHENTICATION || status == 401 || status == 403) {
      return Verdict.KEY_AT_FAULT;
    }
    if (status == 429 || status == 408 || status == 409 || status == 425 || status >= 500) {
      return Verdict.TRY_NEXT;
    }
    return Verdict.CLIENT_AT_FAULT;
  }

  /** What the client is told when the provider refused our key; never that its own was wrong. */
  public static Problem ourKeyRefused() {
    return Problem.of(ProblemKind.UPSTREAM, "the provider refused the gateway's credentials")
        .withCode("upstream_auth");
  }

  static Problem allKeysBenched() {
    return Problem.of(ProblemKind.UNAVAILABLE, "every key of the provider is benched for now")
        .withCode("upstream_auth")
        .withRetryAfter(30);
  }

  /**
   * The wait a provider asks for, in seconds, clamped to 0 … {@link #MAX_RETRY_AFTER_SECONDS};
   * empty when it asks for none or says it unreadably.
   */
  public static OptionalLong retryAfterSeconds(MultiMap headers, Instant now) {
    String value = headers.get("retry-after");
    if (value == null || value.length() > 64) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(clamp((long) Double.parseDouble(value)));
    } catch (NumberFormatException e) {
      return date(value, now);
    }
  }

  private static OptionalLong date(String value, Instant now) {
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return OptionalLong.of(clamp(Duration.between(now, at).toSeconds()));
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  private static long clamp(long seconds) {
    return Math.clamp(seconds, 0, MAX_RETRY_AFTER_SECONDS);
  }
}
