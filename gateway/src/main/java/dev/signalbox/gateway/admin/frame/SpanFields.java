package dev.signalbox.gateway.admin.frame;

import dev.signalbox.analytics.query.Moment;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
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
   * @param usual when it begins where that says nothing
   * @throws ProblemException naming the parameter at fault
   */
  public Span in(ControlRequest request, Optional<Instant> usual) {
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
      Optional<String> first, Optional<String> last, Instant now, Optional<Instant> usual) {
    long begin = at(from, first, now).or(() -> usual).map(Instant::toEpochMilli).orElse(0L);
    long end = at(to, last, now).map(Instant::toEpochMilli).orElse(Span.ALL.until());
    if (end < begin) {
      throw backwards(to);
    }
    return new Span(begin, end);
  }

  private static Optional<Instant> at(Field<String> field, Optional<String> text, Instant now) {
    return text.map(each -> Moment.of(each, now).orElseThrow(field::wrong));
  }

  /** That {@code to} says something earlier than {@code from}. */
  public static ProblemException backwards(Field<?> to) {
    return Problem.invalid(to.name(), "`to` must not be before `from`").toException();
  }
}
