package dev.signalbox.gateway.admin.signals;

import dev.signalbox.analytics.signal.SignalFilter;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.SpanFields;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From the query of a request to which signals are meant. */
final class SignalQuery {
  private static final SpanFields SPAN = SpanFields.of("signals");
  private static final Field<String> PROJECT =
      Field.of("project", Value.text(1_000, "shop"), "those about answers for that project");
  private static final Field<String> TASK =
      Field.of("task", Value.text(1_000, "extract"), "those about answers at that task");
  private static final Field<String> MODEL =
      Field.of(
          "model",
          Value.text(1_000, "openai/gpt-4o"),
          "those about answers of that model, with or without its provider");
  private static final Field<Reporter> SOURCE =
      Field.of(
          "source",
          Value.choice(List.of(Reporter.values()), Reporter::id),
          "those that such a source says");
  private static final Field<String> NAME =
      Field.of("name", Value.text(1_000, "thumbs"), "those of that name");
  private static final Field<String> KEY =
      Field.of(
          "key_label", Value.text(1_000, "blue"), "those that came with the key of that label");
  private static final Field<String> DECISION =
      Field.of(
          "decision_id", Value.text(1_000, "d_7Qm2"), "those about the answer to that decision");

  /** The parameters that {@link #filterOf} reads. */
  static final List<Field<?>> LIST =
      List.of(SPAN.from(), SPAN.to(), PROJECT, TASK, MODEL, SOURCE, NAME, KEY, DECISION);

  /** Those of sums. */
  static final List<Field<?>> SUMS =
      List.of(SPAN.from(), SPAN.to(), PROJECT, TASK, MODEL, SOURCE, NAME);

  private SignalQuery() {}

  /**
   * Which signals {@code request} means; {@code usual} is how long before their end they begin
   * where it is silent.
   */
  static SignalFilter filterOf(ControlRequest request, Optional<Duration> usual) {
    return new SignalFilter(
        SPAN.in(request, usual),
        get(PROJECT, request),
        get(TASK, request),
        get(MODEL, request),
        get(SOURCE, request).map(Reporter::id),
        get(NAME, request),
        get(KEY, request),
        get(DECISION, request));
  }

  private static <T> Optional<T> get(Field<T> field, ControlRequest request) {
    return request.takes(field) ? request.get(field) : Optional.empty();
  }
}
