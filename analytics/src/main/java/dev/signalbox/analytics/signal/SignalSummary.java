package dev.signalbox.analytics.signal;

import static dev.signalbox.analytics.schema.Tables.FACT_SIGNALS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import dev.signalbox.analytics.schema.tables.FactSignals;
import dev.signalbox.signals.alert.Figures;
import dev.signalbox.signals.alert.Group;
import dev.signalbox.signals.alert.Mean;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.learning.Alarm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;

/** What the signals that hold come to, for each model, task and source. */
public final class SignalSummary {
  /** Most groups that are told of: those with the most signals. */
  public static final int MOST = 1_000;

  private static final FactSignals T = FACT_SIGNALS;

  /** Sums of weights and of weighed values; the names are the columns of the answer. */
  private static final List<Part> PARTS =
      List.of(
          new Part("quality", T.VALUE, T.WEIGHT),
          new Part("acceptance", T.ACCEPTANCE, samples()),
          new Part("edit_distance", T.EDIT_DISTANCE, samples()),
          new Part("parse_success", T.PARSE_SUCCESS, samples()),
          new Part("error", T.ERROR, samples()),
          new Part("governance_violation", T.GOVERNANCE_VIOLATION, samples()));

  private SignalSummary() {}

  private record Part(String name, Field<Double> value, Field<Double> weight) {
    Field<? extends Number> sum(Condition which) {
      return total(when(which.and(value.isNotNull()), value.mul(weight)));
    }

    Field<? extends Number> weight(Condition which) {
      return total(when(which.and(value.isNotNull()), weight));
    }
  }

  /**
   * The groups with the most signals.
   *
   * @param recentFrom what came then or later is compared with what came before
   */
  public static Map<Group, Figures> of(SignalFilter filter, long recentFrom, DSLContext dsl) {
    FactSignals other = T.as("other");
    Field<Integer> signals = count();
    Map<Group, Figures> groups = new LinkedHashMap<>();
    dsl.select(T.PROVIDER, T.MODEL, T.TASK, T.REPORTER)
        .select(sums(signals, recentFrom))
        .from(T)
        .where(T.KIND.eq(SignalRows.SIGNAL))
        .and(T.STATE.eq(State.APPLIED.id()))
        .and(filter.within(T))
        .and(filter.on(T))
        .andNotExists(
            selectOne()
                .from(other)
                .where(other.SIGNAL.eq(T.SIGNAL))
                .and(other.KIND.eq(SignalRows.REVOKED)))
        .groupBy(T.PROVIDER, T.MODEL, T.TASK, T.REPORTER)
        .orderBy(signals.desc(), T.PROVIDER, T.MODEL, T.TASK, T.REPORTER)
        .limit(MOST)
        .forEach(
            row ->
                groups.put(
                    new Group(
                        row.get(T.PROVIDER) + "/" + row.get(T.MODEL),
                        row.get(T.TASK),
                        row.get(T.REPORTER)),
                    figuresOf(row)));
    return groups;
  }

  /** The newest alarms since {@code fromMillis}: models that got worse. */
  public static List<Alarm> alarms(long fromMillis, int most, DSLContext dsl) {
    return dsl.selectFrom(T)
        .where(T.KIND.eq(inline(SignalRows.ALARM)))
        .and(T.AT_MS.ge(fromMillis))
        .orderBy(T.ID.desc())
        .limit(most)
        .fetch(SignalEntries::alarmOf);
  }

  private static List<SelectField<?>> sums(Field<Integer> signals, long recentFrom) {
    Condition all = T.ID.isNotNull();
    Condition recent = T.AT_MS.ge(recentFrom);
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(signals.as("signals"));
    fields.add(total(T.SAMPLES).as("samples"));
    fields.add(max(T.AT_MS).as("newest"));
    fields.add(
        total(when(T.VALUE.isNotNull(), samples().mul(T.CONFIDENCE).mul(T.CONFIDENCE)))
            .as("squares"));
    for (Part part : PARTS) {
      add(part, part.name(), all, fields);
    }
    add(PARTS.getFirst(), "earlier", recent.not(), fields);
    add(PARTS.getFirst(), "recent", recent, fields);
    return fields;
  }

  private static void add(Part part, String name, Condition which, List<SelectField<?>> fields) {
    fields.add(part.sum(which).as(name + "_sum"));
    fields.add(part.weight(which).as(name + "_weight"));
  }

  private static Field<Double> samples() {
    return T.SAMPLES.cast(Double.class);
  }

  private static Field<BigDecimal> total(Field<? extends Number> each) {
    return coalesce(sum(each), inline(BigDecimal.ZERO));
  }

  private static Figures figuresOf(Record row) {
    return new Figures(
        row.get("signals", Long.class),
        row.get("samples", Long.class),
        mean(row, "quality"),
        row.get("squares", Double.class),
        mean(row, "acceptance"),
        mean(row, "edit_distance"),
        mean(row, "parse_success"),
        mean(row, "error"),
        mean(row, "governance_violation"),
        mean(row, "earlier"),
        mean(row, "recent"),
        row.get("newest", Long.class));
  }

  private static Mean mean(Record row, String name) {
    return new Mean(row.get(name + "_sum", Double.class), row.get(name + "_weight", Double.class));
  }
}
