package dev.signalbox.gateway.plan;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.routing.Topic;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.signals.replay.Belief;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What comes of a question under one configuration. */
sealed interface Choice {
  /**
   * Nobody would answer.
   *
   * @param code of the most frequent reason
   */
  record Refused(String code) implements Choice {}

  /**
   * Somebody would.
   *
   * @param decision with all reasons
   * @param price of the first of the plan
   * @param millis it is expected to take
   */
  record Made(
      Question question, Snapshot snapshot, Decision decision, Score.Price price, long millis)
      implements Choice {
    Target target() {
      return price.target();
    }

    /** The prices it was reckoned with. */
    PriceSheet sheet() {
      return price.quote().sheet();
    }

    /** Prompt and expected answer. */
    TokenBuckets expected() {
      return price.quote().tokens();
    }

    /** What signals of such requests are gathered under: the task, else the family. */
    String task() {
      return Topic.of(question, snapshot).key().task();
    }

    /** What the router expects of {@code target} here; empty where it is at no known provider. */
    Optional<Belief> belief(Target target) {
      Topic topic = Topic.of(question, snapshot);
      TaskFamily family = topic.family();
      return snapshot
          .standing(target)
          .map(
              standing ->
                  snapshot.quality().view(topic.key(), family, question.clusters()).of(standing))
          .map(Made::belief);
    }

    private static Belief belief(Quality quality) {
      return new Belief((double) quality.value() / Trade.ONE, (double) quality.sd() / Trade.ONE);
    }
  }

  /** What {@code snapshot} has chosen for {@code outcome}. */
  static Choice of(Reasking.Outcome outcome, Snapshot snapshot) {
    return switch (outcome) {
      case Reasking.Outcome.Unanswerable(var code) -> new Refused(code);
      case Reasking.Outcome.Asked(var question) -> {
        Decision decision = Router.decide(question, snapshot);
        yield decision.plan().isEmpty()
            ? new Refused(reason(decision))
            : made(question, snapshot, decision);
      }
    };
  }

  private static Made made(Question question, Snapshot snapshot, Decision decision) {
    Target first = decision.targets().getFirst();
    return new Made(
        question,
        snapshot,
        decision,
        scoreOf(first, decision, Score.Price.class),
        scoreOf(first, decision, Score.Time.class).totalMillis());
  }

  /** What the layer with scores of that {@code kind} found of {@code target}. */
  static <S extends Score> S scoreOf(Target target, Decision decision, Class<S> kind) {
    for (LayerRecord layer : decision.layers()) {
      for (Score score : layer.scored()) {
        if (kind.isInstance(score) && score.target().equals(target)) {
          return kind.cast(score);
        }
      }
    }
    throw new IllegalStateException("every layer scored what is planned");
  }

  private static String reason(Decision decision) {
    Map<String, Integer> counts = new TreeMap<>();
    for (LayerRecord layer : decision.layers()) {
      layer.dropped().forEach(each -> counts.merge(each.reason().code().id(), 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("no_candidate");
  }
}
