package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.engine.state.Snapshot;
import java.util.Locale;

/**
 * What the answers to a request are judged as.
 *
 * @param key what signals are gathered under: the request's project and task, the id of the family
 *     where it has no task
 * @param family the kind of task
 */
public record Topic(QualityTable.Key key, TaskFamily family) {
  /**
   * The topic of {@code question}.
   *
   * @throws IllegalArgumentException if its profile is not in the snapshot
   */
  public static Topic of(Question question, Snapshot snapshot) {
    return of(question.origin(), profileOf(question, snapshot));
  }

  /** The topic of requests of {@code origin} under {@code profile}. */
  static Topic of(Question.Origin origin, Profile profile) {
    TaskFamily family = familyOf(origin.task(), profile);
    return new Topic(
        new QualityTable.Key(
            origin.project(), origin.task().isEmpty() ? family.id() : origin.task()),
        family);
  }

  /** The profile of {@code question}. */
  static Profile profileOf(Question question, Snapshot snapshot) {
    return snapshot
        .profile(question.asked().profile())
        .orElseThrow(
            () ->
                new IllegalArgumentException("there is no profile " + question.asked().profile()));
  }

  private static TaskFamily familyOf(String task, Profile profile) {
    if (task.isEmpty()) {
      return profile.family();
    }
    String name = task.toUpperCase(Locale.ROOT).replace('-', '_');
    for (TaskFamily family : TaskFamily.values()) {
      if (family.name().equals(name)) {
        return family;
      }
    }
    return profile.family();
  }
}
