package dev.signalbox.engine.price;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All prices of one model.
 *
 * @param rows no two of which compete for the same request; none when no price is known
 * @param source where the figures are from
 * @param asOf when they were read; present wherever there are rows
 */
public record PriceSheet(
    List<PriceRow> rows, String source, Confidence confidence, Optional<LocalDate> asOf) {
  /** No price is known. */
  public static final PriceSheet UNKNOWN =
      new PriceSheet(List.of(), "", Confidence.UNKNOWN, Optional.empty());

  public PriceSheet {
    rows = List.copyOf(rows);
    if (!rows.isEmpty() && asOf.isEmpty()) {
      throw new IllegalArgumentException("a price needs the day it was read on");
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (rows.get(i).competesWith(rows.get(j))) {
          throw new IllegalArgumentException(
              "rows [%d] and [%d] hold at the same time".formatted(j, i));
        }
      }
    }
  }

  /** One price without conditions. */
  public static PriceSheet of(Rates rates, String source, LocalDate asOf) {
    return new PriceSheet(
        List.of(PriceRow.of(rates)), source, Confidence.SINGLE, Optional.of(asOf));
  }

  /** The latest price of a short request at the standard tier, outside all windows. */
  public Optional<Rates> listRates() {
    Optional<PriceRow> latest = Optional.empty();
    for (PriceRow row : rows) {
      if (row.tier() == ServiceTier.STANDARD
          && row.window().isEmpty()
          && row.aboveInputTokens().isEmpty()
          && latest.map(other -> startOf(row).isAfter(startOf(other))).orElse(true)) {
        latest = Optional.of(row);
      }
    }
    return latest.map(PriceRow::rates);
  }

  private static LocalDate startOf(PriceRow row) {
    return row.from().orElse(LocalDate.MIN);
  }

  /**
   * The row that holds for a request, if any: of the rows of {@code tier} whose days, hours and
   * size fit, one with a window before one without, then the one with the highest threshold.
   */
  public Optional<PriceRow> rowFor(long promptTokens, Instant at, ServiceTier tier) {
    Optional<PriceRow> best = Optional.empty();
    for (PriceRow row : rows) {
      if (row.tier() == tier
          && row.holdsFor(promptTokens)
          && row.holdsAt(at)
          && (best.isEmpty() || isMoreSpecial(row, best.get()))) {
        best = Optional.of(row);
      }
    }
    return best;
  }

  private static boolean isMoreSpecial(PriceRow row, PriceRow other) {
    return row.window().isPresent() == other.window().isPresent()
        ? row.aboveInputTokens().orElse(0) > other.aboveInputTokens().orElse(0)
        : row.window().isPresent();
  }
}
