package dev.signalbox.gateway.wire.problem;

/**
 * The kinds of failure a client can see, each with the HTTP status it has where the client's API
 * has no status of its own for it.
 */
public enum ProblemKind {
  INVALID_REQUEST(400),
  CONTEXT_LENGTH(400),
  AUTHENTICATION(401),
  PERMISSION(403),
  NOT_FOUND(404),
  MODEL_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  REQUEST_TIMEOUT(408),
  CONFLICT(409),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  RATE_LIMIT(429),
  QUOTA(429),
  INTERNAL(500),
  UPSTREAM(502),
  UNAVAILABLE(503),
  OVERLOADED(503),
  UPSTREAM_TIMEOUT(504);

  private final int status;

  ProblemKind(int status) {
    this.status = status;
  }

  /** The kind that a provider's status stands for when nothing else is known of the failure. */
  public static ProblemKind ofStatus(int status) {
    return switch (status) {
      case 401 -> AUTHENTICATION;
      case 402 -> QUOTA;
      case 403 -> PERMISSION;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 408 -> REQUEST_TIMEOUT;
      case 409 -> CONFLICT;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RATE_LIMIT;
      case 503 -> UNAVAILABLE;
      case 504 -> UPSTREAM_TIMEOUT;
      case 529 -> OVERLOADED;
      default -> status >= 400 && status < 500 ? INVALID_REQUEST : UPSTREAM;
    };
  }

  /** HTTP status, 400 to 504. */
  public int status() {
    return status;
  }

  /**
   * Whether the request as the client sent it is at fault, so that no other provider would help.
   */
  public boolean clientAtFault() {
    return status < 500 && this != RATE_LIMIT && this != QUOTA && this != REQUEST_TIMEOUT;
  }
}
