package dev.signalbox.gateway.admin;

import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Moment;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From the query of a request to which stored requests are meant. */
final class FilterQuery {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String TEXT = "text";
  private static final String ATTEMPTS_MIN = "attempts_min";
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_ATTEMPTS = 1_000;
  private static final Pattern STATUS = Pattern.compile("!?\\d{1,3}");

  private FilterQuery() {}

  /** The parameters that {@link #ofRecords} reads. */
  static List<String> recordParameters() {
    List<String> names = new ArrayList<>(List.of(FROM, TO, TEXT, ATTEMPTS_MIN));
    Stream.of(Dimension.values()).map(Dimension::id).forEach(names::add);
    return names;
  }

  /** The parameters that {@link #ofSums} reads. */
  static List<String> sumParameters() {
    List<String> names = new ArrayList<>(List.of(FROM, TO));
    Dimension.summed().stream().map(Dimension::id).forEach(names::add);
    return names;
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
            span(request, Optional.empty()),
            choices(request, List.of(Dimension.values())),
            request.number(ATTEMPTS_MIN, 0, MOST_ATTEMPTS).orElse(0),
            request.text(TEXT).map(FilterQuery::checkedText),
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
            span(request, Optional.empty()),
            choices(request, Dimension.summed()),
            0,
            Optional.empty(),
            Optional.empty()));
  }

  /** The same filter with a beginning, {@code otherwise} where the query says none. */
  static Filter beginning(ControlRequest request, Filter filter, String otherwise) {
    return filter.within(span(request, Moment.of(otherwise, request.head().at())));
  }

  private static Filter own(ControlRequest request, Filter filter) {
    return request.caller().seesAll() ? filter : filter.ownedBy(request.caller().label());
  }

  private static Span span(ControlRequest request, Optional<Instant> otherwise) {
    long from = at(request, FROM).or(() -> otherwise).map(Instant::toEpochMilli).orElse(0L);
    long until = at(request, TO).map(Instant::toEpochMilli).orElse(Span.ALL.until());
    try {
      return new Span(from, until);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(TO, "`to` must not be before `from`").toException();
    }
  }

  private static Optional<Instant> at(ControlRequest request, String name) {
    return request
        .text(name)
        .map(
            text ->
                Moment.of(text, request.head().at())
                    .orElseThrow(
                        () ->
                            Problem.invalid(
                                    name,
                                    "`%s` must be a time as `2026-11-26T08:00:00Z`, `2026-11-26` or"
                                            .formatted(name)
                                        + " `now-24h` (s, m, h, d, w)")
                                .toException()));
  }

  private static Map<Dimension, Choice> choices(
      ControlRequest request, Collection<Dimension> dimensions) {
    Map<Dimension, Choice> choices = new EnumMap<>(Dimension.class);
    for (Dimension dimension : dimensions) {
      List<String> texts =
          request.texts(dimension.id(), MOST_VALUES).stream()
              .filter(text -> !text.isEmpty())
              .toList();
      if (!texts.isEmpty()) {
        texts.forEach(text -> check(dimension, text));
        choices.put(dimension, Choice.of(texts));
      }
    }
    return choices;
  }

  private static void check(Dimension dimension, String text) {
    if (dimension.isNumber() && !STATUS.matcher(text).matches()) {
      throw Problem.invalid(dimension.id(), "`%s` must be a number".formatted(dimension.id()))
          .toException();
    }
    List<String> results = Stream.of(Result.values()).map(Result::id).toList();
    if (dimension == Dimension.RESULT && !results.contains(text.replaceFirst("^!", ""))) {
      throw Problem.invalid(dimension.id(), "`result` must be one of " + String.join(", ", results))
          .toException();
    }
  }

  private static String checkedText(String text) {
    if (text.length() < Filter.LEAST_TEXT || text.length() > LONGEST_TEXT) {
      throw Problem.invalid(
              TEXT,
              "`text` must have %d to %d characters".formatted(Filter.LEAST_TEXT, LONGEST_TEXT))
          .toException();
    }
    return text;
  }
}
