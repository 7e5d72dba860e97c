package dev.signalbox.analytics.signal;

import static org.jooq.impl.DSL.noCondition;

import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.schema.tables.FactSignals;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Which signals are meant; what is empty does not count.
 *
 * @param span when they came in
 * @param model with or without its provider
 * @param source who said it
 * @param key label of the key that reported it
 * @param decision id of the decision whose answer it is about
 */
public record SignalFilter(
    Span span,
    Optional<String> project,
    Optional<String> task,
    Optional<String> model,
    Optional<String> source,
    Optional<String> name,
    Optional<String> key,
    Optional<String> decision) {
  /** All of them. */
  public static final SignalFilter ALL =
      new SignalFilter(
          Span.ALL,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The same of rows of {@code table}, but for the time. */
  Condition on(FactSignals table) {
    return same(table.PROJECT, project.map(SignalRows::attributed))
        .and(same(table.TASK, task))
        .and(same(table.REPORTER, source))
        .and(same(table.NAME, name))
        .and(same(table.REPORTED_BY, key))
        .and(same(table.DECISION_ID, decision))
        .and(model.map(wanted -> isOf(wanted, table)).orElse(noCondition()));
  }

  /** Whether it asks for anything but a time. */
  boolean isChoosy() {
    return !on(FactSignals.FACT_SIGNALS).equals(noCondition());
  }

  Condition within(FactSignals table) {
    return (span.from() == 0 ? noCondition() : table.AT_MS.ge(span.from()))
        .and(span.until() == Span.ALL.until() ? noCondition() : table.AT_MS.lt(span.until()));
  }

  private static Condition same(Field<String> field, Optional<String> wanted) {
    return wanted.map(field::eq).orElse(noCondition());
  }

  /** Names of models have slashes of their own. */
  private static Condition isOf(String model, FactSignals table) {
    int slash = model.indexOf('/');
    Condition whole = table.MODEL.eq(model);
    return slash < 0
        ? whole
        : whole.or(
            table
                .PROVIDER
                .eq(model.substring(0, slash))
                .and(table.MODEL.eq(model.substring(slash + 1))));
  }
}
