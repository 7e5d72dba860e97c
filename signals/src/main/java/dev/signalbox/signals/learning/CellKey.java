package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import java.util.Comparator;

/** A model at one project's task: what evidence is gathered by. */
record CellKey(String project, String task, TaskFamily family, Target target)
    implements Comparable<CellKey> {
  private static final Comparator<CellKey> ORDER =
      Comparator.comparing(CellKey::project)
          .thenComparing(CellKey::task)
          .thenComparing(CellKey::family)
          .thenComparing(key -> key.target().provider())
          .thenComparing(key -> key.target().model());

  static CellKey of(Observation.Place place) {
    return new CellKey(place.project(), place.task(), place.family(), place.target());
  }

  /** An order that no process and no moment changes: sums are taken in it. */
  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }
}
