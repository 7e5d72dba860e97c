package dev.signalbox.analytics.budget;

import java.util.Locale;

/** How an account stands against its budget. */
public record Standing(Budget budget, Account account, Figures figures) {
  private static final long LEAST_ELAPSED_MILLIS = 60_000;

  /** Nano-dollars that may still be spent. */
  public long leftNanos() {
    return figures.leftOf(budget.limitNanos());
  }

  /** Nano-dollars of it that a period will have cost by its end if it goes on at this rate. */
  public long forecastNanos(long nowMillis) {
    long length = endMillis() - account.startMillis();
    long elapsed = Math.clamp(nowMillis - account.startMillis(), LEAST_ELAPSED_MILLIS, length);
    double forecast = (double) figures.spentNanos() * length / elapsed;
    return forecast >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.round(forecast);
  }

  /** When the limit holds anew. */
  public long endMillis() {
    return budget.period().endOf(account.startMillis());
  }

  /** Whether {@code calls} calls that may cost {@code estimate} are within what is left. */
  public boolean fits(Estimate estimate, int calls) {
    return !budget.stops() || budget.counted(estimate, calls) <= leftNanos();
  }

  /** How far it is. */
  public Level level() {
    return Level.of(budget, figures);
  }

  /** How far an account is. */
  public enum Level {
    OK,
    WARNING,
    EXHAUSTED;

    /** Its name in records and answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Level of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }

    static Level of(Budget budget, Figures figures) {
      if (figures.usedNanos() >= budget.limitNanos()) {
        return EXHAUSTED;
      }
      return figures.usedNanos() >= budget.softNanos() ? WARNING : OK;
    }
  }
}
