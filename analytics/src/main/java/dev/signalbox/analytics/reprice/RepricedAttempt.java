package dev.signalbox.analytics.reprice;

import dev.signalbox.analytics.ledger.PriceRows;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A stored attempt and what it costs now.
 *
 * @param row as it is stored
 * @param state what was done about it
 * @param cost anew; empty when it stays as it is
 */
record RepricedAttempt(FactAttemptsRecord row, State state, Optional<Cost> cost) {
  /** What was done about an attempt. */
  enum State {
    /** Nothing was charged. */
    FREE,
    WITHOUT_PRICE,
    SAME,
    CHANGED
  }

  /**
   * The cost of {@code row} now.
   *
   * @param at when its request came, as that is what it was billed by
   */
  static RepricedAttempt of(
      FactAttemptsRecord row, Instant at, Function<Target, Optional<PriceSheet>> prices) {
    if (row.getCharge().equals(Bill.Charge.NONE.id())) {
      return new RepricedAttempt(row, State.FREE, Optional.empty());
    }
    Optional<Cost> cost =
        prices
            .apply(new Target(row.getProvider(), row.getModel()))
            .map(sheet -> Pricing.cost(sheet, tokens(row), at, tier(row)))
            .filter(Cost::known);
    if (cost.isEmpty()) {
      return new RepricedAttempt(row, State.WITHOUT_PRICE, Optional.empty());
    }
    boolean same =
        Objects.equals(row.getCostNanos(), cost.get().totalNanos())
            && Objects.equals(row.getPrice(), priceOf(cost.get()));
    return same
        ? new RepricedAttempt(row, State.SAME, Optional.empty())
        : new RepricedAttempt(row, State.CHANGED, cost);
  }

  private static TokenBuckets tokens(FactAttemptsRecord row) {
    return new TokenBuckets(
        row.getInputTokens(),
        row.getCacheReadTokens(),
        row.getCacheWriteTokens(),
        row.getCacheWriteHourTokens(),
        row.getAudioInputTokens(),
        row.getOutputTokens(),
        row.getReasoningTokens(),
        row.getAudioOutputTokens());
  }

  private static ServiceTier tier(FactAttemptsRecord row) {
    return Arrays.stream(ServiceTier.values())
        .filter(tier -> tier.id().equals(row.getServiceTier()))
        .findFirst()
        .orElse(ServiceTier.STANDARD);
  }

  /** The id of the price that {@code cost} was computed with. */
  static String priceOf(Cost cost) {
    return cost.price().map(PriceRows::idOf).orElse("");
  }

  boolean changed() {
    return state == State.CHANGED;
  }

  /** Nano-dollars before; empty without a price. */
  OptionalLong before() {
    boolean free = row.getCharge().equals(Bill.Charge.NONE.id());
    Long nanos = row.getCostNanos();
    return nanos != null
        ? OptionalLong.of(nanos)
        : free ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /** Nano-dollars now; empty without a price. */
  OptionalLong after() {
    return cost.isPresent() ? OptionalLong.of(cost.get().totalNanos()) : before();
  }
}
