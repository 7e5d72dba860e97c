package dev.signalbox.engine.price;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One price and when it holds.
 *
 * @param from first day, in UTC; empty since ever
 * @param until the day after the last; empty until further notice
 * @param window hours of the week; empty for those that no window of the sheet covers
 * @param aboveInputTokens holds for the whole of a request whose prompt is longer than this
 */
public record PriceRow(
    ServiceTier tier,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    Optional<PriceWindow> window,
    OptionalLong aboveInputTokens,
    Rates rates) {
  private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  public PriceRow {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException("`until` is the day after the last, so after `from`");
    }
    if (aboveInputTokens.orElse(1) < 1) {
      throw new IllegalArgumentException("`above_input_tokens` is at least 1");
    }
  }

  /** A price without conditions. */
  public static PriceRow of(Rates rates) {
    return new PriceRow(
        ServiceTier.STANDARD,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        rates);
  }

  boolean holdsFor(long promptTokens) {
    return aboveInputTokens.isEmpty() || promptTokens > aboveInputTokens.getAsLong();
  }

  boolean holdsAt(Instant at) {
    return holdsOn(Math.floorDiv(at.getEpochSecond(), SECONDS_PER_DAY))
        && (window.isEmpty() || window.get().contains(at));
  }

  private boolean holdsOn(long epochDay) {
    return (from.isEmpty() || epochDay >= from.get().toEpochDay())
        && (until.isEmpty() || epochDay < until.get().toEpochDay());
  }

  /** Whether both can hold for one request without either being the more special one. */
  boolean competesWith(PriceRow other) {
    return tier == other.tier
        && aboveInputTokens.equals(other.aboveInputTokens)
        && daysOverlap(other)
        && (window.isEmpty() == other.window.isEmpty())
        && window.map(mine -> mine.overlaps(other.window.orElseThrow())).orElse(true);
  }

  private boolean daysOverlap(PriceRow other) {
    return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
  }

  private boolean startsBeforeEndOf(PriceRow other) {
    return from.isEmpty() || other.until.isEmpty() || from.get().isBefore(other.until.get());
  }
}
