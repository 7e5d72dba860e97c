package dev.signalbox.analytics.query;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;

import dev.signalbox.analytics.record.FactIds;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Which requests are meant.
 *
 * @param attemptsMin fewest calls to providers; 0 for any number
 * @param text in what the client was told went wrong, whatever the case; at least {@link
 *     #LEAST_TEXT} characters
 * @param owner label of the key whose requests alone may be seen; empty for everybody's
 */
public record Filter(
    Span span,
    Map<Dimension, Choice> choices,
    int attemptsMin,
    Optional<String> text,
    Optional<String> owner) {
  /** Fewest characters that are looked for. */
  public static final int LEAST_TEXT = 3;

  /** How far a request's number may be from its time, in milliseconds: clocks are set back. */
  private static final long SLACK_MILLIS = 60_000;

  /** Everything. */
  public static final Filter ALL =
      new Filter(Span.ALL, Map.of(), 0, Optional.empty(), Optional.empty());

  public Filter {
    choices = Map.copyOf(choices);
    text = text.map(Choice::clean);
    if (text.filter(value -> value.length() < LEAST_TEXT).isPresent()) {
      throw new IllegalArgumentException("a text has at least %d characters".formatted(LEAST_TEXT));
    }
  }

  /** The same, but of {@code dimension} only this. */
  public Filter with(Dimension dimension, Choice choice) {
    Map<Dimension, Choice> all = new EnumMap<>(Dimension.class);
    all.putAll(choices);
    all.put(dimension, choice);
    return new Filter(span, all, attemptsMin, text, owner);
  }

  /** Whether sums are kept by everything that it asks for. */
  public boolean isSummed() {
    return attemptsMin == 0 && text.isEmpty() && Dimension.summed().containsAll(choices.keySet());
  }

  /** Whether requests with {@code value} in {@code dimension} can be meant. */
  public boolean admits(Dimension dimension, String value) {
    return !choices.containsKey(dimension) || choices.get(dimension).admits(value);
  }

  /** Whether every request of the span is meant. */
  public boolean meansAll() {
    return choices.isEmpty() && attemptsMin == 0 && text.isEmpty() && owner.isEmpty();
  }

  /** The same for another span. */
  public Filter within(Span other) {
    return new Filter(other, choices, attemptsMin, text, owner);
  }

  /** The same, but only what was sent with the key labelled so. */
  public Filter ownedBy(String label) {
    return new Filter(span, choices, attemptsMin, text, Optional.of(label));
  }

  /** On the table of requests. */
  public Condition onRequests() {
    return onRequests(Numbers.ALL);
  }

  /** The same, of those with {@code numbers} only. */
  public Condition onRequests(Numbers numbers) {
    Condition condition = inSpan(numbers);
    Condition ofCall = DSL.noCondition();
    for (Map.Entry<Dimension, Choice> entry : choices.entrySet()) {
      Condition of = entry.getKey().of(entry.getValue());
      if (entry.getKey().ofAttempts()) {
        ofCall = ofCall.and(of);
      } else {
        condition = condition.and(of).and(entry.getKey().unusual(entry.getValue()));
      }
    }
    if (choices.keySet().stream().anyMatch(Dimension::ofAttempts)) {
      condition = condition.and(failedCall(ofCall));
    }
    if (attemptsMin > 0) {
      condition = condition.and(FACT_REQUESTS.ATTEMPTS.ge(attemptsMin));
    }
    return condition
        .and(text.map(FACT_REQUESTS.ERROR_TEXT::containsIgnoreCase).orElse(DSL.noCondition()))
        .and(owner.map(Filter::ownedByKey).orElse(DSL.noCondition()));
  }

  private static Condition ownedByKey(String label) {
    return FACT_REQUESTS.KEY_LABEL.eq(label).and(Dimension.KEY_LABEL.unusual(Choice.of(label)));
  }

  private static Condition failedCall(Condition of) {
    return DSL.exists(
        DSL.selectOne()
            .from(FACT_ATTEMPTS)
            .where(FACT_ATTEMPTS.REQUEST.eq(FACT_REQUESTS.ID), FACT_ATTEMPTS.FAULT.ne(""), of));
  }

  /**
   * The time itself, and the numbers that can have been given out then, which are in order. Each
   * side has one bound: of two a database would go by either, and perhaps by the wider one.
   */
  private Condition inSpan(Numbers numbers) {
    Condition condition = DSL.noCondition();
    long first = numbers.first();
    long end = numbers.end();
    if (span.begins()) {
      condition = condition.and(FACT_REQUESTS.AT_MS.ge(span.from()));
      first = Math.max(first, firstNumber());
    }
    if (span.until() < Span.ALL.until()) {
      condition = condition.and(FACT_REQUESTS.AT_MS.lt(span.until()));
      end = Math.min(end, endNumber());
    }
    return condition
        .and(first > Long.MIN_VALUE ? FACT_REQUESTS.ID.ge(first) : DSL.noCondition())
        .and(end < Long.MAX_VALUE ? FACT_REQUESTS.ID.lt(end) : DSL.noCondition());
  }

  /** No request of the span has a smaller number. */
  public long firstNumber() {
    return FactIds.firstAt(span.from() - SLACK_MILLIS);
  }

  /** Every request of the span has a smaller number. */
  public long endNumber() {
    return FactIds.firstAt(span.until() + SLACK_MILLIS);
  }

  /**
   * On the table of sums, without the span.
   *
   * @throws IllegalArgumentException when sums are not kept by something that it asks for
   */
  public Condition onSums() {
    if (attemptsMin > 0 || text.isPresent()) {
      throw new IllegalArgumentException("sums are not kept by calls and texts");
    }
    Condition condition = owner.map(ROLLUPS.KEY_LABEL::eq).orElse(DSL.noCondition());
    for (Map.Entry<Dimension, Choice> entry : choices.entrySet()) {
      condition = condition.and(entry.getValue().on(entry.getKey().sum()));
    }
    return condition;
  }

  /**
   * Whether the requests can be found without looking at many others: nothing is asked for, or one
   * value of something that there is an index by.
   */
  public boolean isSelective() {
    return attemptsMin == 0
        && text.isEmpty()
        && choices.size() + (owner.isPresent() ? 1 : 0) <= 1
        && choices.entrySet().stream()
            .allMatch(entry -> entry.getKey().indexed() && entry.getValue().isOne());
  }
}
