package dev.signalbox.analytics.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Which values of a dimension are wanted.
 *
 * @param wanted one of these; none means all
 * @param unwanted none of these
 */
public record Choice(Set<String> wanted, Set<String> unwanted) {
  private static final String NOT = "!";

  public Choice {
    wanted = wanted.stream().map(Choice::clean).collect(Collectors.toUnmodifiableSet());
    unwanted = unwanted.stream().map(Choice::clean).collect(Collectors.toUnmodifiableSet());
  }

  /** As text is stored: PostgreSQL takes no NUL, in questions neither. */
  public static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** Of texts as in a query: {@code value}, or {@code !value} for an unwanted one. */
  public static Choice of(List<String> texts) {
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> unwanted = new LinkedHashSet<>();
    for (String text : texts) {
      if (text.startsWith(NOT)) {
        unwanted.add(stored(text.substring(NOT.length())));
      } else {
        wanted.add(stored(text));
      }
    }
    return new Choice(wanted, unwanted);
  }

  /** One value. */
  public static Choice of(String value) {
    return new Choice(Set.of(value), Set.of());
  }

  private static String stored(String text) {
    return text.equals(Dimension.NONE) ? "" : text;
  }

  /** Whether exactly one value is wanted and nothing else said. */
  boolean isOne() {
    return wanted.size() == 1 && unwanted.isEmpty();
  }

  boolean admits(String value) {
    return !leavesOut(value) && !unwanted.contains(value);
  }

  /** Whether only other values than {@code value} are wanted. */
  boolean leavesOut(String value) {
    return !wanted.isEmpty() && !wanted.contains(value);
  }

  <T> Condition on(Field<T> field) {
    Condition condition = DSL.noCondition();
    if (!wanted.isEmpty()) {
      condition = condition.and(field.in(values(wanted, field)));
    }
    if (!unwanted.isEmpty()) {
      condition = condition.and(field.notIn(values(unwanted, field)));
    }
    return condition;
  }

  /** On a column that holds several values, with commas between. */
  Condition among(Field<String> field) {
    Condition condition = DSL.noCondition();
    if (!wanted.isEmpty()) {
      condition = condition.and(anyOf(wanted, field));
    }
    return unwanted.isEmpty() ? condition : condition.andNot(anyOf(unwanted, field));
  }

  private static Condition anyOf(Set<String> texts, Field<String> field) {
    Field<String> framed = DSL.concat(DSL.inline(","), field, DSL.inline(","));
    return DSL.or(
        texts.stream()
            .map(text -> text.isEmpty() ? field.eq(DSL.inline("")) : holds(framed, text))
            .toList());
  }

  private static Condition holds(Field<String> framed, String value) {
    return value.contains(",")
        ? DSL.falseCondition()
        : DSL.position(framed, "," + value + ",").gt(0);
  }

  private static <T> List<Param<T>> values(Set<String> texts, Field<T> field) {
    return texts.stream().map(text -> DSL.val(text, field)).toList();
  }
}
