package dev.signalbox.engine.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PricingTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final long DOLLAR = 1_000_000_000L;

  @Test
  void anUnknownPriceIsNotFree() {
    Cost cost = cost(PriceSheet.UNKNOWN, TokenBuckets.of(1, 2));

    assertThat(cost)
        .isEqualTo(
            new Cost(
                false,
                0,
                Map.of(),
                Optional.empty(),
                List.of(Bucket.INPUT, Bucket.OUTPUT),
                List.of()));
  }

  @Test
  void aFreePriceIsKnownAndZero() {
    Cost cost = cost(sheet(Rates.FREE), new TokenBuckets(1, 2, 3, 4, 5, 6, 3, 8));

    assertThat(cost.known()).isTrue();
    assertThat(cost.totalNanos()).isZero();
    assertThat(cost.parts()).hasSize(Bucket.values().length).containsEntry(Bucket.INPUT, 0L);
    assertThat(cost.assumptions()).isEmpty();
  }

  @Test
  void aKindOfTokenWithoutARateMakesTheCostUnknownAndKeepsTheRest() {
    TokenBuckets tokens = new TokenBuckets(1_000, 0, 0, 0, 10, 500, 0, 20);

    Cost cost = cost(sheet(Rates.of(2 * DOLLAR, 10 * DOLLAR)), tokens);

    assertThat(cost.known()).isFalse();
    assertThat(cost.parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Bucket.INPUT, 2_000_000L, Bucket.OUTPUT, 5_000_000L));
    assertThat(cost.unpriced()).containsExactly(Bucket.AUDIO_INPUT, Bucket.AUDIO_OUTPUT);
  }

  @Test
  void cachedInputWithoutARateIsChargedAsInputAndSaysSo() {
    TokenBuckets tokens = new TokenBuckets(0, 10, 20, 40, 0, 0, 0, 0);

    Cost cost = cost(sheet(Rates.of(DOLLAR, DOLLAR)), tokens);

    assertThat(cost.known()).isTrue();
    assertThat(cost.totalNanos()).isEqualTo(70_000);
    assertThat(cost.assumptions())
        .containsExactly(Assumption.CACHE_READ_AT_INPUT_RATE, Assumption.CACHE_WRITE_AT_INPUT_RATE);
  }

  @Test
  void anHourInTheCacheWithoutARateIsChargedAsMinutesAndSaysSo() {
    Rates rates = rates(1, 1, OptionalLong.empty(), OptionalLong.of(2));

    Cost cost = cost(sheet(rates), new TokenBuckets(0, 0, 0, 1_000_000, 0, 0, 0, 0));

    assertThat(cost.totalNanos()).isEqualTo(2);
    assertThat(cost.assumptions()).containsExactly(Assumption.CACHE_WRITE_HOUR_AT_CACHE_WRITE_RATE);
  }

  @Test
  void reasoningCostsWhatOutputCostsUnlessStated() {
    TokenBuckets tokens = new TokenBuckets(0, 0, 0, 0, 0, 1_000_000, 400_000, 0);
    OptionalLong none = OptionalLong.empty();
    Rates own =
        new Rates(
            OptionalLong.of(1),
            OptionalLong.of(DOLLAR),
            none,
            none,
            none,
            OptionalLong.of(3 * DOLLAR),
            none,
            none);

    assertThat(cost(sheet(Rates.of(1, DOLLAR)), tokens).parts())
        .isEqualTo(Map.of(Bucket.OUTPUT, 600_000_000L, Bucket.REASONING, 400_000_000L));
    assertThat(cost(sheet(own), tokens).parts())
        .isEqualTo(Map.of(Bucket.OUTPUT, 600_000_000L, Bucket.REASONING, 1_200_000_000L));
  }

  @Test
  void reasoningBeyondTheOutputIsChargedAllTheSame() {
    TokenBuckets tokens = new TokenBuckets(0, 0, 0, 0, 0, 1_000_000, 3_000_000, 0);

    assertThat(cost(sheet(Rates.of(1, DOLLAR)), tokens).parts())
        .isEqualTo(Map.of(Bucket.REASONING, 3 * DOLLAR));
  }

  @ParameterizedTest
  @CsvSource({"1,499999,0", "1,500000,1", "1,1499999,1", "1,1500000,2", "3,166666,0", "3,166667,1"})
  void eachPartIsRoundedHalfUpOnce(long tokens, long rate, long nanos) {
    assertThat(cost(sheet(Rates.of(rate, 0)), TokenBuckets.of(tokens, 0)).totalNanos())
        .isEqualTo(nanos);
  }

  @Test
  void aCostTooBigForItsTypeStaysAtItsEnd() {
    Rates rates = Rates.of(Long.MAX_VALUE, Long.MAX_VALUE);

    Cost cost = cost(sheet(rates), TokenBuckets.of(Long.MAX_VALUE, 2_000_000));

    assertThat(cost.parts()).containsEntry(Bucket.INPUT, Long.MAX_VALUE);
    assertThat(cost.totalNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aServiceTierWithoutAPriceIsChargedAsStandardAndSaysSo() {
    Cost cost =
        Pricing.cost(
            sheet(Rates.of(DOLLAR, DOLLAR)), TokenBuckets.of(1_000, 0), NOW, ServiceTier.BATCH);

    assertThat(cost.totalNanos()).isEqualTo(1_000_000);
    assertThat(cost.price().orElseThrow().tier()).isEqualTo(ServiceTier.STANDARD);
    assertThat(cost.assumptions()).containsExactly(Assumption.STANDARD_TIER);
  }

  @Test
  void aServiceTierThatDoesNotKnowTheSizeTierIsChargedAsStandardAboveIt() {
    PriceSheet sheet =
        sheet(
            row(ServiceTier.STANDARD, OptionalLong.empty(), Rates.of(2 * DOLLAR, 0)),
            row(ServiceTier.STANDARD, OptionalLong.of(100), Rates.of(4 * DOLLAR, 0)),
            row(ServiceTier.BATCH, OptionalLong.empty(), Rates.of(DOLLAR, 0)));

    Cost below = Pricing.cost(sheet, TokenBuckets.of(100, 0), NOW, ServiceTier.BATCH);
    Cost above = Pricing.cost(sheet, TokenBuckets.of(101, 0), NOW, ServiceTier.BATCH);

    assertThat(below.totalNanos()).isEqualTo(100_000);
    assertThat(above.totalNanos()).isEqualTo(404_000);
    assertThat(above.assumptions()).containsExactly(Assumption.STANDARD_TIER);
  }

  @Test
  void aRateThatAServiceTierLeavesOutFollowsItsOthers() {
    PriceSheet sheet =
        sheet(
            row(
                ServiceTier.STANDARD,
                OptionalLong.empty(),
                rates(2 * DOLLAR, DOLLAR, OptionalLong.of(DOLLAR / 2), OptionalLong.empty())),
            row(ServiceTier.PRIORITY, OptionalLong.empty(), Rates.of(4 * DOLLAR, DOLLAR)));
    TokenBuckets cached = new TokenBuckets(0, 1_000, 0, 0, 0, 0, 0, 0);

    Cost cost = Pricing.cost(sheet, cached, NOW, ServiceTier.PRIORITY);

    assertThat(cost.totalNanos()).isEqualTo(1_000_000);
    assertThat(cost.assumptions()).containsExactly(Assumption.PROPORTION_OF_STANDARD_TIER);
  }

  @Test
  void aPriceHoldsFromItsFirstDayUntilTheDayBeforeTheNext() {
    LocalDate change = LocalDate.of(2026, 7, 30);
    PriceSheet sheet =
        sheet(
            dated(Optional.of(LocalDate.of(2026, 7, 9)), Optional.of(change), DOLLAR),
            dated(Optional.of(change), Optional.empty(), DOLLAR / 5));

    assertThat(at(sheet, "2026-07-08T23:59:59.999Z").known()).isFalse();
    assertThat(at(sheet, "2026-07-09T00:00:00Z").totalNanos()).isEqualTo(DOLLAR);
    assertThat(at(sheet, "2026-07-29T23:59:59.999Z").totalNanos()).isEqualTo(DOLLAR);
    assertThat(at(sheet, "2026-07-30T00:00:00Z").totalNanos()).isEqualTo(DOLLAR / 5);
    assertThat(at(sheet, "2026-07-30T00:00:00Z").price().orElseThrow().from()).contains(change);
    assertThat(sheet.listRates()).contains(Rates.of(DOLLAR / 5, 0));
  }

  @Test
  void aWindowHoldsFromItsFirstToBeforeItsLastMinuteOnItsDays() {
    PriceWindow nights =
        new PriceWindow(
            "night",
            EnumSet.of(DayOfWeek.MONDAY),
            List.of(new PriceWindow.Hours(LocalTime.of(22, 0), LocalTime.MIDNIGHT)));
    PriceSheet sheet =
        sheet(
            PriceRow.of(Rates.of(DOLLAR, 0)),
            new PriceRow(
                ServiceTier.STANDARD,
                Optional.empty(),
                Optional.empty(),
                Optional.of(nights),
                OptionalLong.empty(),
                Rates.of(2 * DOLLAR, 0)));

    assertThat(at(sheet, "2026-11-23T21:59:59Z").totalNanos()).isEqualTo(DOLLAR);
    assertThat(at(sheet, "2026-11-23T22:00:00Z").totalNanos()).isEqualTo(2 * DOLLAR);
    assertThat(at(sheet, "2026-11-23T23:59:59Z").totalNanos()).isEqualTo(2 * DOLLAR);
    assertThat(at(sheet, "2026-11-24T00:00:00Z").totalNanos()).isEqualTo(DOLLAR);
    assertThat(at(sheet, "2026-11-24T22:00:00Z").totalNanos()).isEqualTo(DOLLAR);
    assertThat(at(sheet, "2026-11-23T22:00:00Z").price().orElseThrow().window()).contains("night");
  }

  @Test
  void thePriceUsedSaysWhereItIsFrom() {
    Rates rates = Rates.of(1, 2);
    PriceSheet sheet =
        new PriceSheet(
            List.of(row(ServiceTier.STANDARD, OptionalLong.of(5), rates)),
            "a list",
            Confidence.AGREED,
            Optional.of(AS_OF));

    assertThat(cost(sheet, TokenBuckets.of(6, 0)).price())
        .contains(
            new PriceUsed(
                rates,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(5),
                ServiceTier.STANDARD,
                "a list",
                Confidence.AGREED,
                AS_OF));
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> TokenBuckets.of(-1, 0)).hasMessageContaining("not negative");
    assertThatThrownBy(() -> Rates.of(0, -1)).hasMessageContaining("not negative");
  }

  @Test
  void aPriceWithoutADateIsRefused() {
    assertThatThrownBy(
            () ->
                new PriceSheet(
                    List.of(PriceRow.of(Rates.FREE)), "s", Confidence.RULE, Optional.empty()))
        .hasMessageContaining("the day it was read on");
  }

  private static Cost at(PriceSheet sheet, String instant) {
    return Pricing.cost(
        sheet, TokenBuckets.of(1_000_000, 0), Instant.parse(instant), ServiceTier.STANDARD);
  }

  private static Cost cost(PriceSheet sheet, TokenBuckets tokens) {
    return Pricing.cost(sheet, tokens, NOW, ServiceTier.STANDARD);
  }

  private static PriceSheet sheet(Rates rates) {
    return PriceSheet.of(rates, "test", AS_OF);
  }

  private static PriceSheet sheet(PriceRow... rows) {
    return new PriceSheet(List.of(rows), "test", Confidence.SINGLE, Optional.of(AS_OF));
  }

  private static PriceRow row(ServiceTier tier, OptionalLong above, Rates rates) {
    return new PriceRow(tier, Optional.empty(), Optional.empty(), Optional.empty(), above, rates);
  }

  @Test
  void pricesThatChangeWithTheDayAreNotFlat() {
    LocalDate change = LocalDate.of(2026, 9, 1);

    for (List<PriceRow> rows :
        List.of(
            List.of(dated(Optional.of(change), Optional.empty(), DOLLAR)),
            List.of(
                dated(Optional.empty(), Optional.of(change), DOLLAR),
                dated(Optional.of(change), Optional.empty(), DOLLAR)),
            List.<PriceRow>of())) {
      assertThat(FlatRates.of(sheet(rows.toArray(PriceRow[]::new))).holdFor(0)).isFalse();
    }
  }

  private static PriceRow dated(Optional<LocalDate> from, Optional<LocalDate> until, long input) {
    return new PriceRow(
        ServiceTier.STANDARD,
        from,
        until,
        Optional.empty(),
        OptionalLong.empty(),
        Rates.of(input, 0));
  }

  private static Rates rates(
      long input, long output, OptionalLong cacheRead, OptionalLong cacheWrite) {
    OptionalLong none = OptionalLong.empty();
    return new Rates(
        OptionalLong.of(input),
        OptionalLong.of(output),
        cacheRead,
        cacheWrite,
        none,
        none,
        none,
        none);
  }
}
