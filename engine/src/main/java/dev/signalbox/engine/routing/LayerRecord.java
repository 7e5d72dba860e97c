package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.List;

/**
 * What one layer did.
 *
 * @param layer its name
 * @param codes why it dropped each that it dropped, in the order they came
 * @param dropped those
 * @param scored what it found of those it kept, in the order they came
 */
public record LayerRecord(
    String layer, List<ReasonCode> codes, List<Dropped> dropped, List<Score> scored) {
  public LayerRecord {
    codes = LateList.kept(codes);
    dropped = LateList.kept(dropped);
    scored = LateList.kept(scored);
    if (codes.size() != dropped.size()) {
      throw new IllegalArgumentException("whatever a layer drops it drops for a reason");
    }
  }

  /** Candidates that came in. */
  public int in() {
    return dropped.size() + scored.size();
  }

  /** Candidates that went on. */
  public int out() {
    return scored.size();
  }

  /** A deployment that was dropped, and why. */
  public record Dropped(Target target, Reason reason) {}
}
