package dev.signalbox.engine.state;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * A deployment that competes.
 *
 * @param columns what the layers ask of it, at its {@link #row}
 * @param index its place among the standings of the snapshot; below 0 when it is not among them
 * @param place among all candidates, from 0, in the order of the config or of the name
 * @param rank of the name it competes under; 0 when the engine chooses among all
 */
public record Candidate(
    Standing standing, StandingColumns columns, int index, int place, int rank) {
  /** Those that compete where the engine chooses: all but those for requests that name them. */
  static List<Candidate> among(List<Standing> standings, StandingColumns columns) {
    List<Candidate> candidates = new ArrayList<>(standings.size());
    for (int i = 0; i < standings.size(); i++) {
      if (!standings.get(i).deployment().provider().reserved()) {
        candidates.add(new Candidate(standings.get(i), columns, i, candidates.size(), 0));
      }
    }
    return List.copyOf(candidates);
  }

  public Target target() {
    return standing.deployment().target();
  }

  /** Its row of the columns. */
  public int row() {
    return Math.max(index, 0);
  }
}
