package dev.signalbox.gateway.provider;

/**
 * How long one call may take: what its provider is given, or what is left of the request's own
 * time, whichever is less.
 *
 * @param timeouts of the provider
 * @param leftMillis of the request's time, at least 1
 */
public record CallLimits(UpstreamSpec.Timeouts timeouts, long leftMillis) {
  public CallLimits {
    leftMillis = Math.max(1, leftMillis);
  }

  long connectMillis() {
    return Math.min(timeouts.connect().toMillis(), leftMillis);
  }

  /** Until the first piece of an answer. */
  long firstMillis() {
    return Math.min(timeouts.firstByte().toMillis(), leftMillis);
  }

  /** Until the end of the answer. */
  public long totalMillis() {
    return Math.min(timeouts.total().toMillis(), leftMillis);
  }

  /** What it means that {@code millis} are over: the provider's fault, unless ours is shorter. */
  Fault expired(long millis, Fault providers) {
    return millis >= leftMillis ? Faults.deadline(providers.phase()) : providers;
  }

  /** What it means that the answer has not ended after {@link #totalMillis}. */
  public Fault totalExpired() {
    return expired(totalMillis(), Faults.total(totalMillis()));
  }
}
