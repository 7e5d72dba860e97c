package dev.signalbox.analytics.record;

import java.util.List;
import java.util.Locale;

/** How a request ended for whoever sent it. */
public enum Result {
  /** Answered at the first attempt. */
  OK,
  /** Answered, after something had gone wrong that the client never saw. */
  MITIGATED,
  /** Refused because of what the client sent, or may do. */
  CLIENT_ERROR,
  /** Not answered, or not wholly, through no fault of the client. */
  FAILED,
  /** The client left before the end. */
  CLIENT_CLOSED;

  /** The outcome of a request that was answered. */
  public static final String OUTCOME_OK = "ok";

  /** The outcome of a request whose client left. */
  public static final String OUTCOME_CLIENT_CLOSED = "client_closed";

  /** The outcome of a request that was under way when the process ended. */
  public static final String OUTCOME_INTERRUPTED = "interrupted";

  private static final String CLIENT_FAULT = "client";
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int FIRST_CLIENT_ERROR = 400;

  /** The result of a request that ended with {@code status} and {@code outcome}. */
  public static Result of(int status, String outcome, List<AttemptRecord> attempts) {
    boolean trouble =
        attempts.stream()
            .anyMatch(each -> !each.fault().isEmpty() && !each.fault().equals(CLIENT_FAULT));
    return switch (outcome) {
      case OUTCOME_OK -> trouble ? MITIGATED : OK;
      case OUTCOME_CLIENT_CLOSED -> CLIENT_CLOSED;
      default ->
          status >= FIRST_CLIENT_ERROR && status < FIRST_SERVER_ERROR && !trouble
              ? CLIENT_ERROR
              : FAILED;
    };
  }

  /** Whether it counts as an error: everything but an answer. */
  public boolean isError() {
    return this != OK && this != MITIGATED;
  }

  /** Its name in records. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
