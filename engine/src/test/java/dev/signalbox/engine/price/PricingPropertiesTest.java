package dev.signalbox.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

final class PricingPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final long MILLION = 1_000_000;

  @Property
  void thePartsAddUpToTheTotal(
      @ForAll("sheets") PriceSheet sheet,
      @ForAll("tokens") TokenBuckets tokens,
      @ForAll ServiceTier tier) {
    Cost cost = Pricing.cost(sheet, tokens, NOW, tier);

    BigInteger sum =
        cost.parts().values().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(cost.totalNanos())
        .isEqualTo(sum.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  @Property
  void everyKindOfTokenIsEitherPricedOrNamed(
      @ForAll("sheets") PriceSheet sheet,
      @ForAll("tokens") TokenBuckets tokens,
      @ForAll ServiceTier tier) {
    Cost cost = Pricing.cost(sheet, tokens, NOW, tier);

    for (Bucket bucket : Bucket.values()) {
      boolean occurs = tokens.of(bucket) > 0;
      assertThat(cost.parts().containsKey(bucket) ^ cost.unpriced().contains(bucket))
          .isEqualTo(occurs);
    }
    assertThat(cost.known()).isEqualTo(cost.unpriced().isEmpty() && cost.price().isPresent());
  }

  @Property
  void aTotalIsThatOfTheCost(
      @ForAll("sheets") PriceSheet sheet, @ForAll("tokens") TokenBuckets all) {
    Cost cost = Pricing.cost(sheet, all, NOW, ServiceTier.STANDARD);

    assertThat(Pricing.total(sheet, all, NOW))
        .isEqualTo(cost.known() ? OptionalLong.of(cost.totalNanos()) : OptionalLong.empty());
  }

  @Property
  void flatRatesGiveTheTotalWhereTheyHold(
      @ForAll("sheets") PriceSheet sheet,
      @ForAll @LongRange(min = 0, max = 200_000) long input,
      @ForAll @LongRange(min = 0, max = 50_000) long cached,
      @ForAll @LongRange(min = 0, max = 200_000) long output) {
    FlatRates rates = FlatRates.of(sheet);
    TokenBuckets tokens = new TokenBuckets(input, cached, 0, 0, 0, output, 0, 0);
    boolean sized = sheet.rows().stream().anyMatch(row -> row.aboveInputTokens().isPresent());

    assertThat(rates.holdFor(input + cached)).isEqualTo(!sized || input + cached <= 100_000);
    if (rates.holdFor(input + cached)) {
      assertThat(Pricing.total(sheet, tokens, NOW)).hasValue(rates.total(input, cached, output));
    }
  }

  @Property
  void moreTokensNeverCostLess(
      @ForAll("sheets") PriceSheet sheet,
      @ForAll("tokens") TokenBuckets tokens,
      @ForAll Bucket bucket,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long more) {
    TokenBuckets grown = grown(tokens, bucket, more);

    Cost before = Pricing.cost(sheet, tokens, NOW, ServiceTier.STANDARD);
    Cost after = Pricing.cost(sheet, grown, NOW, ServiceTier.STANDARD);

    assertThat(after.totalNanos()).isGreaterThanOrEqualTo(before.totalNanos());
  }

  @Property
  void aRateIsAppliedExactly(
      @ForAll @LongRange(min = 0) long tokens, @ForAll @LongRange(min = 0) long rate) {
    PriceSheet sheet = PriceSheet.of(Rates.of(rate, 0), "test", LocalDate.EPOCH);

    Cost cost = Pricing.cost(sheet, TokenBuckets.of(tokens, 0), NOW, ServiceTier.STANDARD);

    BigInteger exact =
        BigInteger.valueOf(tokens)
            .multiply(BigInteger.valueOf(rate))
            .add(BigInteger.valueOf(MILLION / 2))
            .divide(BigInteger.valueOf(MILLION));
    assertThat(cost.totalNanos())
        .isEqualTo(exact.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  @Property
  void aCheaperServiceTierNeverCostsMoreThanTheStandardOne(
      @ForAll("sheets") PriceSheet sheet, @ForAll("tokens") TokenBuckets tokens) {
    Cost standard = Pricing.cost(sheet, tokens, NOW, ServiceTier.STANDARD);

    for (ServiceTier tier : List.of(ServiceTier.BATCH, ServiceTier.FLEX)) {
      Cost cheaper = Pricing.cost(sheet, tokens, NOW, tier);
      assertThat(cheaper.totalNanos()).isLessThanOrEqualTo(standard.totalNanos());
    }
  }

  @Property
  void theWholeRequestIsChargedAtTheTierItsPromptExceeds(
      @ForAll @LongRange(min = 1, max = 10_000_000) long threshold,
      @ForAll @LongRange(min = 0, max = 10_000_000) long prompt,
      @ForAll @LongRange(min = 0, max = 10_000_000) long output) {
    Rates low = Rates.of(3 * MILLION, 5 * MILLION);
    Rates high = Rates.of(7 * MILLION, 11 * MILLION);
    PriceSheet sheet =
        sheet(
            List.of(
                row(ServiceTier.STANDARD, OptionalLong.empty(), low),
                row(ServiceTier.STANDARD, OptionalLong.of(threshold), high)));

    Cost cost = Pricing.cost(sheet, TokenBuckets.of(prompt, output), NOW, ServiceTier.STANDARD);

    assertThat(cost.totalNanos())
        .isEqualTo(prompt > threshold ? 7 * prompt + 11 * output : 3 * prompt + 5 * output);
  }

  /**
   * Sheets of a standard price with, perhaps, a dearer size tier and cheaper batch and flex prices;
   * batch and flex state input and output only, as price lists do.
   */
  @Provide
  Arbitrary<PriceSheet> sheets() {
    return Combinators.combine(
            rates(), Arbitraries.longs().between(1, 4), Arbitraries.longs().between(0, 3))
        .as(
            (rates, factor, shape) -> {
              List<PriceRow> rows = new ArrayList<>();
              rows.add(row(ServiceTier.STANDARD, OptionalLong.empty(), rates));
              if (shape % 2 == 1) {
                rows.add(row(ServiceTier.STANDARD, OptionalLong.of(100_000), times(rates, factor)));
              }
              if (shape > 1) {
                for (ServiceTier tier : List.of(ServiceTier.BATCH, ServiceTier.FLEX)) {
                  rows.add(row(tier, OptionalLong.empty(), part(rates, factor)));
                }
              }
              return sheet(rows);
            });
  }

  @Provide
  Arbitrary<TokenBuckets> tokens() {
    Arbitrary<Long> count =
        Arbitraries.oneOf(
            Arbitraries.just(0L),
            Arbitraries.longs().between(0, 300_000),
            Arbitraries.longs().between(0, Long.MAX_VALUE));
    return Combinators.combine(count, count, count, count, count, count, count, count)
        .as(TokenBuckets::new);
  }

  /** Reasoning and output cost the same, as a token moves between them when either grows. */
  private static Arbitrary<Rates> rates() {
    Arbitrary<Long> rate = Arbitraries.longs().between(1, 100_000_000_000L);
    Arbitrary<OptionalLong> maybe =
        rate.map(OptionalLong::of)
            .injectNull(0.3)
            .map(value -> value == null ? OptionalLong.empty() : value);
    return Combinators.combine(rate, rate, maybe, maybe, maybe, maybe, maybe)
        .as(
            (input, output, read, write, hour, audioIn, audioOut) ->
                new Rates(
                    OptionalLong.of(input),
                    OptionalLong.of(output),
                    atMost(read, input),
                    atMost(write, 2 * input),
                    atMost(hour, 2 * input),
                    OptionalLong.empty(),
                    audioIn,
                    audioOut));
  }

  private static OptionalLong atMost(OptionalLong rate, long most) {
    return rate.isPresent() ? OptionalLong.of(Math.min(rate.getAsLong(), most)) : rate;
  }

  private static Rates times(Rates rates, long factor) {
    return new Rates(
        times(rates.input(), factor),
        times(rates.output(), factor),
        times(rates.cacheRead(), factor),
        times(rates.cacheWrite(), factor),
        times(rates.cacheWriteHour(), factor),
        rates.reasoning(),
        times(rates.audioInput(), factor),
        times(rates.audioOutput(), factor));
  }

  private static OptionalLong times(OptionalLong rate, long factor) {
    return rate.isPresent() ? OptionalLong.of(factor * rate.getAsLong()) : rate;
  }

  private static Rates part(Rates rates, long divisor) {
    return Rates.of(rates.input().orElseThrow() / divisor, rates.output().orElseThrow() / divisor);
  }

  private static TokenBuckets grown(TokenBuckets tokens, Bucket bucket, long more) {
    return new TokenBuckets(
        tokens.input() + by(Bucket.INPUT, bucket, more, tokens.input()),
        tokens.cacheRead() + by(Bucket.CACHE_READ, bucket, more, tokens.cacheRead()),
        tokens.cacheWrite() + by(Bucket.CACHE_WRITE, bucket, more, tokens.cacheWrite()),
        tokens.cacheWriteHour()
            + by(Bucket.CACHE_WRITE_HOUR, bucket, more, tokens.cacheWriteHour()),
        tokens.audioInput() + by(Bucket.AUDIO_INPUT, bucket, more, tokens.audioInput()),
        tokens.output() + by(Bucket.OUTPUT, bucket, more, tokens.output()),
        tokens.reasoning(),
        tokens.audioOutput() + by(Bucket.AUDIO_OUTPUT, bucket, more, tokens.audioOutput()));
  }

  /** How much a number of tokens grows, without wrapping round. */
  private static long by(Bucket own, Bucket grown, long more, long tokens) {
    return own == grown ? Math.min(more, Long.MAX_VALUE - tokens) : 0;
  }

  private static PriceRow row(ServiceTier tier, OptionalLong above, Rates rates) {
    return new PriceRow(tier, Optional.empty(), Optional.empty(), Optional.empty(), above, rates);
  }

  private static PriceSheet sheet(List<PriceRow> rows) {
    return new PriceSheet(rows, "test", Confidence.SINGLE, Optional.of(LocalDate.EPOCH));
  }
}
