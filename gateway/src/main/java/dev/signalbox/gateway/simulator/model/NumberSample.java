package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** Makes numbers within the bounds of a schema. */
final class NumberSample {
  private static final BigDecimal USUAL_SPAN = BigDecimal.valueOf(100);

  /** A bound with more digits than this before or behind its point is not looked at. */
  private static final int MAX_DIGITS = 40;

  private NumberSample() {}

  /** An end of the allowed range. */
  private record Bound(BigDecimal value, boolean excluded) {}

  /** A number in the range; with {@code multipleOf} one of its multiples. */
  static BigDecimal number(ObjectNode schema, Dice dice) {
    Optional<BigDecimal> step = figure(schema.path("multipleOf")).filter(s -> s.signum() > 0);
    if (step.isPresent()) {
      return step.get().multiply(new BigDecimal(multiple(schema, step.get(), dice)));
    }
    Bound low = low(schema);
    Bound high = high(schema, low);
    BigDecimal span = high.value().subtract(low.value());
    int tenth = span.signum() == 0 ? 0 : dice.between(1, 9);
    return low.value().add(span.multiply(BigDecimal.valueOf(tenth, 1)));
  }

  /** A whole number in the range; with {@code multipleOf} one of its multiples. */
  static BigInteger integer(ObjectNode schema, Dice dice) {
    BigDecimal step =
        figure(schema.path("multipleOf")).filter(s -> s.signum() > 0).orElse(BigDecimal.ONE);
    BigDecimal wholeStep = isWhole(step) ? step : step.multiply(denominator(step));
    BigInteger factor = multiple(schema, wholeStep, dice);
    return wholeStep.multiply(new BigDecimal(factor)).toBigInteger();
  }

  /** A factor that takes {@code step} into the range, at most a hundred above the lowest one. */
  private static BigInteger multiple(ObjectNode schema, BigDecimal step, Dice dice) {
    Bound low = low(schema);
    Bound high = high(schema, low);
    BigInteger first = low.value().divide(step, 0, RoundingMode.CEILING).toBigInteger();
    BigInteger last = high.value().divide(step, 0, RoundingMode.FLOOR).toBigInteger();
    if (low.excluded() && step.multiply(new BigDecimal(first)).compareTo(low.value()) == 0) {
      first = first.add(BigInteger.ONE);
    }
    if (high.excluded() && step.multiply(new BigDecimal(last)).compareTo(high.value()) == 0) {
      last = last.subtract(BigInteger.ONE);
    }
    BigInteger room = last.subtract(first).min(USUAL_SPAN.toBigInteger());
    return room.signum() <= 0
        ? first
        : first.add(BigInteger.valueOf(dice.below(room.intValue() + 1)));
  }

  private static Bound low(ObjectNode schema) {
    Optional<Bound> written =
        tighter(figure(schema.path("minimum")), schema.path("exclusiveMinimum"), 1);
    if (written.isPresent()) {
      return written.get();
    }
    BigDecimal one = BigDecimal.ONE;
    Optional<Bound> top =
        tighter(figure(schema.path("maximum")), schema.path("exclusiveMaximum"), -1);
    boolean oneFits = top.isEmpty() || top.get().value().compareTo(one) > 0;
    return new Bound(oneFits ? one : top.get().value().subtract(USUAL_SPAN), false);
  }

  private static Bound high(ObjectNode schema, Bound low) {
    return tighter(figure(schema.path("maximum")), schema.path("exclusiveMaximum"), -1)
        .orElseGet(() -> new Bound(low.value().add(USUAL_SPAN), false));
  }

  /**
   * The tighter of a bound and its excluding form, which is a number or, in old drafts, a flag.
   *
   * @param sign 1 when the larger bound is the tighter one, -1 otherwise
   */
  private static Optional<Bound> tighter(Optional<BigDecimal> bound, JsonNode exclusive, int sign) {
    Optional<BigDecimal> excluding = figure(exclusive);
    if (excluding.isEmpty()) {
      return bound.map(value -> new Bound(value, exclusive.asBoolean(false)));
    }
    boolean excludingIsTighter =
        bound.isEmpty() || excluding.get().compareTo(bound.get()) * sign >= 0;
    return Optional.of(
        excludingIsTighter ? new Bound(excluding.get(), true) : new Bound(bound.get(), false));
  }

  private static Optional<BigDecimal> figure(JsonNode node) {
    if (!node.isNumber()) {
      return Optional.empty();
    }
    BigDecimal value = node.decimalValue();
    boolean handy =
        Math.abs((long) value.precision() - value.scale()) <= MAX_DIGITS
            && Math.abs((long) value.scale()) <= MAX_DIGITS;
    return handy ? Optional.of(value) : Optional.empty();
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  /** The power of ten that makes {@code value} whole. */
  private static BigDecimal denominator(BigDecimal value) {
    return BigDecimal.TEN.pow(value.stripTrailingZeros().scale());
  }
}
