package dev.signalbox.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How good the made-up answers are, and what the teams say of them. No text is judged: each model
 * has a share of good answers at each task, and one gets worse while the demo runs.
 */
final class Worth {
  /** The model that gets worse. */
  static final String DRIFTING = "gemini-3.5-flash-lite";

  private static final Duration GOOD_UNTIL = Duration.ofSeconds(75);
  private static final double LOST = 0.6;
  private static final double UNKNOWN = 0.7;
  private static final int PERCENT = 100;
  private static final double FORM_BONUS = 0.12;
  private static final double EDITED_BELOW = 0.3;

  private static final Map<String, Double> BY_MODEL =
      Map.ofEntries(
          Map.entry("gpt-6-sol", 0.92),
          Map.entry("gpt-6-luna", 0.87),
          Map.entry("gpt-5.5", 0.88),
          Map.entry("gpt-5.4-mini", 0.80),
          Map.entry("claude-opus-5-5", 0.94),
          Map.entry("claude-sonnet-5-5", 0.90),
          Map.entry("claude-haiku-5-5", 0.83),
          Map.entry("claude-haiku-4-5", 0.78),
          Map.entry("gemini-3.8-flash", 0.85),
          Map.entry(DRIFTING, 0.86),
          Map.entry("gemini-2.5-flash-lite", 0.66),
          Map.entry("llama3.3:70b", 0.70),
          Map.entry("qwen3:8b", 0.55));

  /** What cards do not know: some models are better or worse at some of this work. */
  private static final Map<String, Double> AT_TASK =
      Map.of(
          "claude-sonnet-5-5 code", 0.07,
          "gpt-6-sol code", -0.16,
          "gpt-6-luna code", -0.12,
          "gemini-2.5-flash-lite extract", 0.22,
          "gpt-5.4-mini extract", -0.15,
          "claude-haiku-5-5 chat", 0.09,
          "gpt-6-luna chat", -0.14);

  private Worth() {}

  /**
   * The share of good answers of {@code model}.
   *
   * @param elapsed since the demo began; negative before
   */
  static double of(String model, String task, Duration elapsed) {
    double usual =
        BY_MODEL.getOrDefault(model, UNKNOWN) + AT_TASK.getOrDefault(model + " " + task, 0.0);
    return model.equals(DRIFTING) && elapsed.compareTo(GOOD_UNTIL) > 0 ? usual - LOST : usual;
  }

  /**
   * What the team of {@code errand} says of its answer; mostly nothing.
   *
   * @param decision id of the decision that the answer came of
   * @param worth share of good answers of the model that gave it
   */
  static Optional<ObjectNode> signal(
      Errand errand, String decision, double worth, SplittableRandom random) {
    Team.Habits habits = errand.team().habits();
    if (random.nextInt(PERCENT) >= habits.reportPercent()) {
      return Optional.empty();
    }
    ObjectNode signal =
        StrictJson.object()
            .put("decision_id", decision)
            .put("source", habits.reporter().id())
            .put("idempotency_key", "sample-" + decision);
    boolean good = random.nextDouble() < worth;
    switch (habits.reporter()) {
      case USER -> signal.put("name", "thumbs").put("value", good);
      case TEST -> signal.put("name", "tests").put("value", good);
      case VALIDATOR ->
          signal.put("name", "json").put("parse_success", random.nextDouble() < worth + FORM_BONUS);
      case JUDGE ->
          signal
              .put("name", "relevance")
              .put("value", Math.round(100 * grade(good, random)) / 100.0);
      case BUSINESS -> business(signal, good, random);
      case GATEWAY -> throw new IllegalStateException("a team is not the gateway");
    }
    return Optional.of(signal);
  }

  private static double grade(boolean good, SplittableRandom random) {
    return good ? 1 - random.nextDouble() / 4 : random.nextDouble() / 2;
  }

  private static void business(ObjectNode signal, boolean good, SplittableRandom random) {
    signal.put("name", "report");
    if (good && random.nextDouble() < EDITED_BELOW) {
      signal.put("outcome", "edited").put("edit_distance", 0.2);
    } else {
      signal.put("outcome", good ? "accepted" : "rejected");
    }
  }
}
