package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;

/**
 * What one signal says of one answer.
 *
 * @param id number of its row in the ledger; grows with time, and is never used twice
 * @param decidedAtMillis when the answer was decided on, in milliseconds since 1970; evidence ages
 *     by it, however late the signal comes
 * @param by label of the key that reported it; no single one can say too much
 * @param value from 0, a bad answer, to 1, a good one
 * @param weight how much it counts, above 0: 1 for one answer that somebody was sure of
 */
public record Observation(
    long id,
    long decidedAtMillis,
    Place place,
    Reporter reporter,
    String by,
    double value,
    double weight) {
  public Observation {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a value is 0 to 1, not " + value);
    }
    if (!(weight > 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException("a weight is above 0, not " + weight);
    }
  }

  /**
   * What an answer teaches about.
   *
   * @param task of the request, else the id of {@code family}; never empty
   * @param family the kind of task that the card judges by
   * @param target who answered
   * @param mix clusters that the prompt lies near
   */
  public record Place(
      String project, String task, TaskFamily family, Target target, ClusterMix mix) {
    public Place {
      if (task.isEmpty()) {
        throw new IllegalArgumentException("a place has a task, or the id of a family");
      }
    }
  }
}
