package dev.signalbox.analytics.rollup;

import java.time.Duration;
import java.util.Locale;

/** How long the span of a sum is; spans begin at whole multiples of it since 1970 in UTC. */
public enum Grain {
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final long millis;

  Grain(Duration length) {
    this.millis = length.toMillis();
  }

  /** Length in milliseconds. */
  public long millis() {
    return millis;
  }

  /** When the span that holds {@code atMillis} begins. */
  public long startOf(long atMillis) {
    return Math.floorDiv(atMillis, millis) * millis;
  }

  /** Its name in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
