package dev.signalbox.gateway.admin.facts;

import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.SpanFields;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From the query of a request to which stored requests are meant. */
final class FilterQuery {
  private static final SpanFields SPAN = SpanFields.of("requests");
  private static final Field<String> TEXT =
      Field.of(
          "text",
          Value.text(Filter.LEAST_TEXT, 200, "timeout"),
          "what the error that the client was told holds");
  private static final Field<Integer> ATTEMPTS_MIN =
      Field.of("attempts_min", Value.count(0, 1_000, 2), "requests with so many attempts").or(0);
  private static final int MOST_VALUES = 50;
  private static final Map<Dimension, Field<String>> CHOICES = choices();

  /** The parameters that {@link #ofRecords} reads. */
  static final List<Field<?>> RECORDS =
      fields(List.of(Dimension.values()), SPAN.from(), SPAN.to(), TEXT, ATTEMPTS_MIN);

  /** The parameters that {@link #ofSums} reads. */
  static final List<Field<?>> SUMS = fields(Dimension.summed(), SPAN.from(), SPAN.to());

  private FilterQuery() {}

  private static Map<Dimension, Field<String>> choices() {
    Map<Dimension, Field<String>> choices = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Field<String> field =
          Field.of(
              dimension.id(), values(dimension), "requests of any of these; `!` before one: of no");
      choices.put(dimension, field.upTo(MOST_VALUES));
    }
    return choices;
  }

  private static Value<String> values(Dimension dimension) {
    if (dimension.isNumber()) {
      return Value.matching("!?[0-9]{1,3}", "a number", "429");
    }
    if (dimension == Dimension.RESULT) {
      List<String> results = Stream.of(Result.values()).map(Result::id).toList();
      return Value.matching(
          "!?(%s)".formatted(String.join("|", results)),
          "one of " + String.join(", ", results),
          results.getFirst());
    }
    return Value.text(1_000, "shop");
  }

  private static List<Field<?>> fields(Collection<Dimension> dimensions, Field<?>... first) {
    return Stream.concat(Stream.of(first), dimensions.stream().map(FilterQuery::choiceOf)).toList();
  }

  /** The parameter for {@code dimension}. */
  static Field<String> choiceOf(Dimension dimension) {
    return Optional.ofNullable(CHOICES.get(dimension)).orElseThrow();
  }

  /** {@code fields} without the parameter for {@code dimension}. */
  static List<Field<?>> without(Dimension dimension, List<Field<?>> fields) {
    return fields.stream().filter(field -> !field.equals(choiceOf(dimension))).toList();
  }

  /**
   * Which records are meant; callers that are no operators mean their own.
   *
   * @throws ProblemException naming the parameter at fault
   */
  static Filter ofRecords(ControlRequest request) {
    return own(
        request,
        new Filter(
            SPAN.in(request, Optional.empty()),
            choices(request, List.of(Dimension.values())),
            request.need(ATTEMPTS_MIN),
            request.get(TEXT),
            Optional.empty()));
  }

  /**
   * Which sums are meant; callers that are no operators mean their own.
   *
   * @throws ProblemException naming the parameter at fault
   */
  static Filter ofSums(ControlRequest request) {
    return own(
        request,
        new Filter(
            SPAN.in(request, Optional.empty()),
            choices(request, Dimension.summed()),
            0,
            Optional.empty(),
            Optional.empty()));
  }

  /** The same filter with a beginning, {@code usual} before its end where the query says none. */
  static Filter beginning(ControlRequest request, Filter filter, Duration usual) {
    return filter.within(SPAN.in(request, Optional.of(usual)));
  }

  private static Filter own(ControlRequest request, Filter filter) {
    return request.caller().seesAll() ? filter : filter.ownedBy(request.caller().label());
  }

  private static Map<Dimension, Choice> choices(
      ControlRequest request, Collection<Dimension> dimensions) {
    Map<Dimension, Choice> choices = new EnumMap<>(Dimension.class);
    for (Dimension dimension : dimensions) {
      Field<String> field = choiceOf(dimension);
      List<String> texts = request.takes(field) ? request.all(field) : List.of();
      if (!texts.isEmpty()) {
        choices.put(dimension, Choice.of(texts));
      }
    }
    return choices;
  }
}
