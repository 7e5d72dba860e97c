package dev.signalbox.analytics.record;

import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.Locale;
import java.util.Optional;

/**
 * What an attempt cost.
 *
 * @param charge what is known of it
 * @param tier how urgently it was served
 * @param tokens what was used; an estimate when the charge is one
 * @param cost at the price of the moment; empty when nothing was charged
 * @param pricedAs whose price was used: the id of a card, else the target asked; empty text when
 *     nothing was charged
 */
public record Bill(
    Charge charge, ServiceTier tier, TokenBuckets tokens, Optional<Cost> cost, String pricedAs) {
  /** Nothing was charged. */
  public static final Bill NONE =
      new Bill(Charge.NONE, ServiceTier.STANDARD, TokenBuckets.of(0, 0), Optional.empty(), "");

  /** What is known of the cost of an attempt. */
  public enum Charge {
    /** Nothing was charged: the provider never began to work, or said no. */
    NONE,
    /** The provider said how many tokens it used. */
    REPORTED,
    /** The provider probably worked, but did not say how much: the cost is an estimate. */
    ESTIMATED;

    /** Its name in records. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it has a total: something without a price has none, which is not free. */
  public boolean priced() {
    return cost.map(Cost::known).orElse(true);
  }

  /** The total in nano-dollars, as far as it is known. */
  public long nanos() {
    return cost.filter(Cost::known).map(Cost::totalNanos).orElse(0L);
  }
}
