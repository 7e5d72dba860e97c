package dev.signalbox.engine.latency;

import dev.signalbox.engine.state.Output;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the answers of one deployment are, task by task. How long answers are has little to do
 * with how busy a provider is, so they fade far more slowly than times do. For one thread at a
 * time.
 */
final class TaskLengths {
  /** Time after which an answer counts half. */
  static final Duration HALF_LIFE = Duration.ofDays(1);

  /** Tasks that are told apart; beyond them the one with the least weight is forgotten. */
  static final int MOST_TASKS = 16;

  /** Weights are brought back to 1 when they have grown by 2 to this power. */
  private static final int MOST_DOUBLINGS = 32;

  private final Map<String, Sums> tasks = new HashMap<>();
  private long landmarkMillis;

  private static final class Sums {
    private double answers;
    private double tokens;
  }

  /** Takes an answer in that has a length; one without a task is left out. */
  void record(long atMillis, LatencySketch.Sample sample) {
    if (sample.task().isEmpty()) {
      return;
    }
    if (tasks.isEmpty() || doublings(atMillis) > MOST_DOUBLINGS) {
      moveLandmark(atMillis);
    }
    Sums own = tasks.computeIfAbsent(sample.task(), _ -> new Sums());
    double weight = Math.pow(2, doublings(atMillis));
    own.answers += weight;
    own.tokens += weight * sample.outputTokens();
    if (tasks.size() > MOST_TASKS) {
      forgetLeast(sample.task());
    }
  }

  private void forgetLeast(String butNot) {
    tasks.entrySet().stream()
        .filter(each -> !each.getKey().equals(butNot))
        .min(
            (one, other) -> {
              int byWeight = Double.compare(one.getValue().answers, other.getValue().answers);
              return byWeight != 0 ? byWeight : one.getKey().compareTo(other.getKey());
            })
        .ifPresent(least -> tasks.remove(least.getKey()));
  }

  private double doublings(long atMillis) {
    return (double) (atMillis - landmarkMillis) / HALF_LIFE.toMillis();
  }

  private void moveLandmark(long atMillis) {
    double faded = Math.pow(2, -doublings(atMillis));
    for (Sums each : tasks.values()) {
      each.answers *= faded;
      each.tokens *= faded;
    }
    landmarkMillis = atMillis;
  }

  /** What is known at {@code nowMillis}, of tasks with half an answer or more. */
  Map<String, Output.Length> at(long nowMillis) {
    double faded = Math.pow(2, -Math.max(0, doublings(nowMillis)));
    Map<String, Output.Length> lengths = HashMap.newHashMap(tasks.size());
    tasks.forEach(
        (task, sums) -> {
          long samples = Math.round(sums.answers * faded);
          if (samples > 0) {
            lengths.put(task, new Output.Length(Math.round(sums.tokens / sums.answers), samples));
          }
        });
    return lengths;
  }
}
