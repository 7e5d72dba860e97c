package dev.signalbox.engine.price;

import java.util.List;
import java.util.Optional;

/**
 * What tokens of text cost where that depends on nothing but their number: no hours and no days.
 * Most sheets are of this kind for all but long prompts, and decisions ask for hundreds of them.
 *
 * @param mostPrompt tokens of a prompt up to which this holds; below 0 where it never does
 * @param input nano-dollars per million tokens of prompt
 * @param cacheRead the same of a prompt that is read from a cache
 * @param output the same of an answer
 */
public record FlatRates(long mostPrompt, long input, long cacheRead, long output) {
  private static final FlatRates NONE = new FlatRates(-1, 0, 0, 0);
  private static final long RATE_TOKENS = 1_000_000;

  /** The flat rates of {@code sheet}; they hold for no prompt if it has none. */
  public static FlatRates of(PriceSheet sheet) {
    List<PriceRow> rows =
        sheet.rows().stream().filter(row -> row.tier() == ServiceTier.STANDARD).toList();
    List<PriceRow> small = rows.stream().filter(row -> row.aboveInputTokens().isEmpty()).toList();
    if (small.size() != 1 || !isUnconditional(small.getFirst())) {
      return NONE;
    }
    long most =
        rows.stream()
            .flatMapToLong(row -> row.aboveInputTokens().stream())
            .min()
            .orElse(Long.MAX_VALUE);
    return of(small.getFirst().rates(), most).orElse(NONE);
  }

  private static boolean isUnconditional(PriceRow row) {
    return row.equals(PriceRow.of(row.rates()));
  }

  private static Optional<FlatRates> of(Rates rates, long mostPrompt) {
    if (rates.input().isEmpty() || rates.output().isEmpty()) {
      return Optional.empty();
    }
    long input = rates.input().getAsLong();
    return Optional.of(
        new FlatRates(
            mostPrompt, input, rates.cacheRead().orElse(input), rates.output().getAsLong()));
  }

  /** Flat rates for prompts of any length, cached or not. */
  public static FlatRates of(long input, long output) {
    return new FlatRates(Long.MAX_VALUE, input, input, output);
  }

  /** Whether they hold for a prompt of {@code tokens}, cached ones too. */
  public boolean holdFor(long tokens) {
    return tokens <= mostPrompt;
  }

  /**
   * What {@link Pricing#total} says of the same tokens, at any moment; for a prompt that they hold
   * for.
   *
   * @param tokens of the prompt, but for those in the cache
   * @param cached tokens of the prompt that are read from a cache
   */
  public long total(long tokens, long cached, long answer) {
    long total = Saturating.scaled(tokens, input, RATE_TOKENS);
    if (cached > 0) {
      total = Saturating.sum(total, Saturating.scaled(cached, cacheRead, RATE_TOKENS));
    }
    return Saturating.sum(total, Saturating.scaled(answer, output, RATE_TOKENS));
  }
}
