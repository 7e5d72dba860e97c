package dev.signalbox.engine.price;

import java.util.Locale;

/** What was taken for granted where a price does not say. */
public enum Assumption {
  /** Cached input costs what other input costs. */
  CACHE_READ_AT_INPUT_RATE,
  /** Writing to a cache costs what other input costs. */
  CACHE_WRITE_AT_INPUT_RATE,
  /** An hour in the cache costs what minutes cost. */
  CACHE_WRITE_HOUR_AT_CACHE_WRITE_RATE,
  /** The service tier asked for has no price for this request: the standard one was used. */
  STANDARD_TIER,
  /** The service tier states no rate: the standard one in the proportion of its other rates. */
  PROPORTION_OF_STANDARD_TIER;

  /** Its name in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
