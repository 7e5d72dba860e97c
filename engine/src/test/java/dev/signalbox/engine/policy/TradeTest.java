package dev.signalbox.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TradeTest {
  @Test
  void readableUnitsComeBackAsTheyWereGiven() {
    Trade trade = Trade.of(2.5, 0.3);

    assertThat(trade).isEqualTo(new Trade(2_500_000, 3_000_000));
    assertThat(trade.secondPoints()).isEqualTo(0.3);
  }

  @Test
  void whereCostDoesNotCountAnyCostWeighsNothing() {
    Trade trade = new Trade(Trade.PRICELESS, 0);

    assertThat(trade.costUtility(Long.MAX_VALUE)).isZero();
    assertThat(trade.nanosWithin(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(new Trade(1, 0).nanosWithin(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  /** A point is 10,000,000 billionths. */
  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "10000000, 7", "10000001, 7", "999, 123456789", "70000000, 3"})
  void theHighestCostWithinAUtilityWeighsNoMoreAndTheNextDoes(long pointNanos, long utility) {
    Trade trade = new Trade(pointNanos, 0);

    long most = trade.nanosWithin(utility);

    assertThat(trade.costUtility(most)).isLessThanOrEqualTo(utility);
    assertThat(trade.costUtility(most + 1)).isGreaterThan(utility);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 3, 0",
    "7, 5, 3, 11",
    "4611686018427387904, 4, 8, 2305843009213693952",
    "4611686018427387904, 2, 1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807"
  })
  void productsAreExactWhateverTheirSizeAndEndAtTheLargestLong(
      long value, long factor, long divisor, long scaled) {
    assertThat(Trade.scaled(value, factor, divisor)).isEqualTo(scaled);
  }
}
