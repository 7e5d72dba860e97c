package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.List;

/**
 * What one layer did.
 *
 * @param layer its name
 * @param in candidates that came in
 * @param dropped those it dropped, in the order they came
 * @param scored what it found of those it kept, in the order they came
 */
public record LayerRecord(String layer, int in, List<Dropped> dropped, List<Score> scored) {
  public LayerRecord {
    dropped = List.copyOf(dropped);
    scored = LateList.kept(scored);
    if (in != dropped.size() + scored.size()) {
      throw new IllegalArgumentException("a layer keeps or drops every candidate");
    }
  }

  /** Candidates that went on. */
  public int out() {
    return scored.size();
  }

  /** A deployment that was dropped, and why. */
  public record Dropped(Target target, Reason reason) {}
}
