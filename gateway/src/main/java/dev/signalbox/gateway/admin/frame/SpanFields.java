package dev.signalbox.gateway.admin.frame;

import dev.signalbox.analytics.query.Moment;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code from} and {@code to}, which say a stretch of time.
 *
 * @param from all of time where it is absent
 * @param to the same
 */
public record SpanFields(Field<String> from, Field<String> to) {

  /** Those of {@code things}, such as requests. */
  public static SpanFields of(String things) {
    return new SpanFields(
        moment("from", things + " of then and later"), moment("to", things + " before then"));
  }

  private static Field<String> moment(String name, String about) {
    return Field.of(
        name,
        Value.text(64, "2026-11-26T08:00:00Z")
            .called("a time as `2026-11-26T08:00:00Z`, `2026-11-26` or `now-24h` (s, m, h, d, w)"),
        about);
  }

  /**
   * What the query of {@code request} says.
   *
   * @param usual how long before its end it begins where that does not say when; an end that is to
   *     come counts as now
   * @throws ProblemException naming the parameter at fault
   */
  public Span in(ControlRequest request, Optional<Duration> usual) {
    return span(request.get(from), request.get(to), request.head().at(), usual);
  }

  /**
   * What a body says.
   *
   * @param now when it came
   * @throws ProblemException naming the field at fault
   */
  public Span in(BodyFields fields, Instant now) {
    return span(fields.get(from), fields.get(to), now, Optional.empty());
  }

  private Span span(
      Optional<String> saidFrom, Optional<String> saidTo, Instant now, Optional<Duration> usual) {
    Optional<Instant> end = at(to, saidTo, now);
    Instant over = end.filter(now::isAfter).orElse(now);
    Optional<Instant> begin = at(from, saidFrom, now).or(() -> usual.map(over::minus));
    long first = Math.max(0, begin.map(Instant::toEpochMilli).orElse(0L));
    long last = end.map(Instant::toEpochMilli).orElse(Span.ALL.until());
    if (last < first) {
      throw backwards(to);
    }
    return new Span(first, last);
  }

  private static Optional<Instant> at(Field<String> field, Optional<String> text, Instant now) {
    return text.map(each -> Moment.of(each, now).orElseThrow(field::wrong));
  }

  /** That {@code to} says something earlier than {@code from}. */
  public static ProblemException backwards(Field<?> to) {
    return Problem.invalid(to.name(), "`to` must not be before `from`").toException();
  }
}
