package dev.signalbox.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Computes what tokens cost.
 *
 * <p>The row of the sheet that holds for the whole prompt prices every token of the request.
 * Reasoning without a rate costs what output costs: that is how providers charge it. Cached input
 * without a rate is charged as other input, and the assumption named. Anything else without a rate,
 * audio for one, makes the cost unknown: unknown is not free.
 */
public final class Pricing {
  private static final long RATE_TOKENS = 1_000_000;
  private static final Bucket[] BUCKETS = Bucket.values();

  private Pricing() {}

  /**
   * The cost of {@code tokens}.
   *
   * @param at when the request was made
   * @param tier the service tier it was or would be served with
   */
  public static Cost cost(PriceSheet sheet, TokenBuckets tokens, Instant at, ServiceTier tier) {
    long prompt = tokens.promptTokens();
    Optional<PriceRow> standard = sheet.rowFor(prompt, at, ServiceTier.STANDARD);
    Optional<PriceRow> row =
        tier == ServiceTier.STANDARD
            ? standard
            : sheet
                .rowFor(prompt, at, tier)
                .filter(own -> coversSize(own, standard))
                .or(() -> standard);
    Sum sum = new Sum();
    if (row.isEmpty()) {
      for (Bucket bucket : BUCKETS) {
        if (tokens.of(bucket) > 0) {
          sum.unpriced.add(bucket);
        }
      }
      return new Cost(false, 0, Map.of(), Optional.empty(), sum.unpriced, List.of());
    }
    if (row.get().tier() != tier) {
      sum.assumptions.add(Assumption.STANDARD_TIER);
    }
    for (Bucket bucket : BUCKETS) {
      long count = tokens.of(bucket);
      if (count > 0) {
        sum.add(bucket, count, rate(bucket, row.get(), standard, sum.assumptions));
      }
    }
    return sum.toCost(used(sheet, row.get()));
  }

  /**
   * The total of {@link #cost} at the standard tier, without what it is made of; empty if something
   * has no price.
   */
  public static OptionalLong total(PriceSheet sheet, TokenBuckets tokens, Instant at) {
    Optional<PriceRow> row = sheet.rowFor(tokens.promptTokens(), at, ServiceTier.STANDARD);
    if (row.isEmpty()) {
      return OptionalLong.empty();
    }
    Total total = new Total(tokens, row);
    total.add(Bucket.INPUT);
    total.add(Bucket.CACHE_READ);
    total.add(Bucket.CACHE_WRITE);
    total.add(Bucket.CACHE_WRITE_HOUR);
    total.add(Bucket.AUDIO_INPUT);
    total.add(Bucket.OUTPUT);
    total.add(Bucket.REASONING);
    total.add(Bucket.AUDIO_OUTPUT);
    return total.unpriced ? OptionalLong.empty() : OptionalLong.of(total.nanos);
  }

  /** Whether {@code own} knows of the size tier that the standard price has for this request. */
  private static boolean coversSize(PriceRow own, Optional<PriceRow> standard) {
    return standard
        .map(row -> own.aboveInputTokens().orElse(0) >= row.aboveInputTokens().orElse(0))
        .orElse(true);
  }

  private static PriceUsed used(PriceSheet sheet, PriceRow row) {
    return new PriceUsed(
        row.rates(),
        row.from(),
        row.window().map(PriceWindow::name),
        row.aboveInputTokens(),
        row.tier(),
        sheet.source(),
        sheet.confidence(),
        sheet.asOf().orElseThrow());
  }

  private static OptionalLong rate(
      Bucket bucket, PriceRow row, Optional<PriceRow> standard, List<Assumption> assumptions) {
    OptionalLong own = ownRate(bucket, row, standard, assumptions);
    if (own.isPresent()) {
      return own;
    }
    Rates rates = row.rates();
    return switch (bucket) {
      case CACHE_READ -> assumed(Assumption.CACHE_READ_AT_INPUT_RATE, rates.input(), assumptions);
      case CACHE_WRITE -> assumed(Assumption.CACHE_WRITE_AT_INPUT_RATE, rates.input(), assumptions);
      case CACHE_WRITE_HOUR -> {
        OptionalLong minutes = ownRate(Bucket.CACHE_WRITE, row, standard, assumptions);
        yield minutes.isPresent()
            ? assumed(Assumption.CACHE_WRITE_HOUR_AT_CACHE_WRITE_RATE, minutes, assumptions)
            : assumed(Assumption.CACHE_WRITE_AT_INPUT_RATE, rates.input(), assumptions);
      }
      case REASONING -> rates.output();
      case INPUT, AUDIO_INPUT, OUTPUT, AUDIO_OUTPUT -> OptionalLong.empty();
    };
  }

  /** What the row states, or what its tier makes of what the standard row states. */
  private static OptionalLong ownRate(
      Bucket bucket, PriceRow row, Optional<PriceRow> standard, List<Assumption> assumptions) {
    OptionalLong stated = row.rates().of(bucket);
    return stated.isPresent()
        ? stated
        : assumed(
            Assumption.PROPORTION_OF_STANDARD_TIER,
            inProportion(bucket, row, standard),
            assumptions);
  }

  /** The standard tier's rate of {@code bucket} times this tier's share of its input or output. */
  private static OptionalLong inProportion(
      Bucket bucket, PriceRow row, Optional<PriceRow> standard) {
    if (row.tier() == ServiceTier.STANDARD || standard.isEmpty()) {
      return OptionalLong.empty();
    }
    Rates base = standard.get().rates();
    Bucket guide =
        switch (bucket) {
          case CACHE_READ, CACHE_WRITE, CACHE_WRITE_HOUR, AUDIO_INPUT -> Bucket.INPUT;
          case REASONING, AUDIO_OUTPUT -> Bucket.OUTPUT;
          case INPUT, OUTPUT -> bucket;
        };
    OptionalLong own = row.rates().of(guide);
    OptionalLong other = base.of(guide);
    OptionalLong rate = base.of(bucket);
    return own.isPresent() && other.orElse(0) > 0 && rate.isPresent()
        ? OptionalLong.of(Saturating.scaled(rate.getAsLong(), own.getAsLong(), other.getAsLong()))
        : OptionalLong.empty();
  }

  private static OptionalLong assumed(
      Assumption assumption, OptionalLong rate, List<Assumption> assumptions) {
    if (rate.isPresent() && !assumptions.contains(assumption)) {
      assumptions.add(assumption);
    }
    return rate;
  }

  /** What is added up without a word on how. */
  private static final class Total {
    private final TokenBuckets tokens;
    private final Optional<PriceRow> row;
    private boolean unpriced;
    private long nanos;

    Total(TokenBuckets tokens, Optional<PriceRow> row) {
      this.tokens = tokens;
      this.row = row;
    }

    void add(Bucket bucket) {
      long count = tokens.of(bucket);
      if (count > 0) {
        OptionalLong rate = rate(bucket, row.orElseThrow(), row, new ArrayList<>(0));
        if (rate.isEmpty()) {
          unpriced = true;
        } else {
          nanos = Saturating.sum(nanos, Saturating.scaled(count, rate.getAsLong(), RATE_TOKENS));
        }
      }
    }
  }

  private static final class Sum {
    private final Map<Bucket, Long> parts = new EnumMap<>(Bucket.class);
    private final List<Bucket> unpriced = new ArrayList<>(0);
    private final List<Assumption> assumptions = new ArrayList<>(0);
    private long total;

    void add(Bucket bucket, long tokens, OptionalLong rate) {
      if (rate.isEmpty()) {
        unpriced.add(bucket);
        return;
      }
      long nanos = Saturating.scaled(tokens, rate.getAsLong(), RATE_TOKENS);
      parts.put(bucket, nanos);
      total = Saturating.sum(total, nanos);
    }

    Cost toCost(PriceUsed price) {
      return new Cost(unpriced.isEmpty(), total, parts, Optional.of(price), unpriced, assumptions);
    }
  }
}
