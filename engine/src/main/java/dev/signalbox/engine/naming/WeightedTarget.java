package dev.signalbox.engine.naming;

/**
 * One target of an alias.
 *
 * @param name {@code provider/model}, or any other name that resolves without aliases
 * @param weight share of the sessions that get it first, relative to the other weights; 0 means the
 *     target only stands in for the others, in its order
 */
public record WeightedTarget(String name, int weight) {
  public WeightedTarget {
    if (weight < 0) {
      throw new IllegalArgumentException("a weight is not negative");
    }
  }
}
