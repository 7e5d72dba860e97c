package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [ask]}. */
final class AskKeys {
  static final Key<Optional<String>> MODEL =
      Key.optional(
          "model",
          Kinds.line(512),
          "a model name, alias, auto or profile:… that writes SQL for questions that the fixed"
              + " vocabulary does not understand; without it such questions stay unanswered");
  static final Key<Integer> MAX_ROWS =
      Key.of("max_rows", Kinds.whole(1, 10_000), 1_000, "rows of an answer at most");
  static final Key<Duration> DEADLINE =
      Key.of(
          "deadline_secs",
          Kinds.seconds(1, 60),
          Duration.ofSeconds(5),
          "how long a statement may run");
  static final Key<Duration> MODEL_DEADLINE =
      Key.of(
          "model_deadline_secs",
          Kinds.seconds(1, 300),
          Duration.ofSeconds(60),
          "how long the model may take to write a statement");
  static final Key<Integer> PER_MINUTE =
      Key.of(
          "per_minute",
          Kinds.whole(1, 10_000),
          60,
          "questions and statements that one key may send in a minute");

  static final Section<AskConfig> SECTION =
      Section.of(
          List.of(MODEL, MAX_ROWS, DEADLINE, MODEL_DEADLINE, PER_MINUTE),
          values ->
              new AskConfig(
                  values.get(MODEL),
                  values.get(MAX_ROWS),
                  values.get(DEADLINE),
                  values.get(MODEL_DEADLINE),
                  values.get(PER_MINUTE)));

  private AskKeys() {}
}
