package dev.signalbox.gateway.provider.auth;

import java.util.OptionalLong;

/** Why no headers could be made: a clause without secrets and addresses. */
public final class Unauthorized extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Why why;
  private final long retryAfterSeconds;

  /** What it says of the credential and of who should have helped. */
  public enum Why {
    /** The credential was refused, or cannot be used. */
    REFUSED,
    /** Too much was asked for. */
    LIMITED,
    /** Whoever gives tokens is down, busy or too slow. */
    UNAVAILABLE,
    /** What whoever gives tokens said is not what its protocol promises. */
    NONSENSE
  }

  /** Fails for {@code why}; {@code clause} begins with "the" or the like. */
  public Unauthorized(Why why, String clause) {
    this(why, clause, OptionalLong.empty());
  }

  /**
   * The same where it is known when to come again.
   *
   * @param retryAfterSeconds the wait that was asked for
   */
  public Unauthorized(Why why, String clause, OptionalLong retryAfterSeconds) {
    super(clause, null, false, false);
    this.why = why;
    this.retryAfterSeconds = retryAfterSeconds.orElse(-1);
  }

  /** The same with a wait of {@code seconds}. */
  Unauthorized after(long seconds) {
    return new Unauthorized(why, clause(), OptionalLong.of(seconds));
  }

  public Why why() {
    return why;
  }

  /** The clause. */
  public String clause() {
    return String.valueOf(getMessage());
  }

  /** The wait that was asked for. */
  public OptionalLong retryAfterSeconds() {
    return retryAfterSeconds < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterSeconds);
  }
}
