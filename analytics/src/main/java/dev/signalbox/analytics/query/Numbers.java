package dev.signalbox.analytics.query;

/**
 * Requests by their numbers.
 *
 * @param first the smallest, included
 * @param end the first beyond them
 */
public record Numbers(long first, long end) {
  /** Of all requests. */
  public static final Numbers ALL = new Numbers(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Those from {@code number} on. */
  public static Numbers from(long number) {
    return new Numbers(number, Long.MAX_VALUE);
  }
}
