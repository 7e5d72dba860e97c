package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.replay.Estimate;
import dev.signalbox.signals.replay.Judgement;
import dev.signalbox.signals.replay.Shift;

/** Estimates as JSON. */
final class Figures {
  private static final double DOLLAR = 1e9;
  private static final double PER = 1_000;

  private Figures() {}

  /** What a change does to the cost, in nano-dollars and dollars. */
  static ObjectNode cost(Shift shift, int unpriced) {
    Estimate total = shift.difference();
    long requests = Math.max(1, shift.requests());
    ObjectNode node =
        StrictJson.object()
            .put("before_nanos", Math.round(shift.before()))
            .put("before_usd", shift.before() / DOLLAR)
            .put("after_nanos", Math.round(shift.after()))
            .put("after_usd", shift.after() / DOLLAR);
    putNanos(node, total);
    putNanos(node.putObject("per_1000"), total.times(PER / requests));
    return node.put("priced", shift.requests())
        .put("without_price", unpriced)
        .put("without_logged_calls", shift.unfounded());
  }

  private static void putNanos(ObjectNode node, Estimate estimate) {
    node.put("delta_nanos", Math.round(estimate.value()))
        .put("low_nanos", Math.round(estimate.low()))
        .put("high_nanos", Math.round(estimate.high()))
        .put("delta_usd", estimate.value() / DOLLAR)
        .put("low_usd", estimate.low() / DOLLAR)
        .put("high_usd", estimate.high() / DOLLAR);
  }

  /** What it does to the mean time of an answer, in milliseconds. */
  static ObjectNode time(Shift shift) {
    long requests = Math.max(1, shift.requests());
    Estimate mean = shift.difference().times(1.0 / requests);
    return StrictJson.object()
        .put("before_ms", shift.before() / requests)
        .put("after_ms", shift.after() / requests)
        .put("delta_ms", mean.value())
        .put("low_ms", mean.low())
        .put("high_ms", mean.high())
        .put("without_logged_calls", shift.unfounded());
  }

  /** A figure of quality or worth, as a fraction of 1, with what it rests on. */
  static ObjectNode judged(Judgement judgement) {
    Estimate estimate = judgement.estimate();
    ObjectNode node =
        StrictJson.object()
            .put("value", estimate.value())
            .put("low", estimate.low())
            .put("high", estimate.high())
            .put("effective_samples", judgement.effectiveSamples())
            .put("unchecked_share", judgement.unchecked())
            .put("checked", judgement.isChecked());
    judgement
        .refusal()
        .ifPresentOrElse(
            why ->
                node.putObject("refusal")
                    .put("code", code(why))
                    .put("text", sentence(why, judgement)),
            () -> node.putNull("refusal"));
    return node;
  }

  private static String code(Judgement.Refusal why) {
    return switch (why) {
      case NO_REWARDS -> "no_rewards";
      case NO_EXPLORATION -> "no_exploration";
      case TOO_FEW_SAMPLES -> "too_few_samples";
    };
  }

  private static String sentence(Judgement.Refusal why, Judgement judgement) {
    String alone = "; the figure is what the router itself expects, and no outcome checks it";
    return switch (why) {
      case NO_REWARDS -> "no signal tells of these answers" + alone;
      case NO_EXPLORATION ->
          "no choice was left to chance, so that nobody knows how another would have answered"
              + alone;
      case TOO_FEW_SAMPLES ->
          "it would rest on %.1f effective samples, and fewer than %.0f carry no figure"
                  .formatted(judgement.effectiveSamples(), Judgement.FLOOR)
              + alone;
    };
  }
}
