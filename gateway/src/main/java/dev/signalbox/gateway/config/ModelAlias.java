package dev.signalbox.gateway.config;

import java.util.List;

/**
 * A model name of ours: {@code [models."name"]}.
 *
 * @param name what clients ask for
 * @param targets what serves it, in order of preference; at least one
 */
public record ModelAlias(String name, List<Target> targets) {
  public ModelAlias {
    targets = List.copyOf(targets);
  }

  /**
   * One way to serve an alias.
   *
   * @param provider a configured provider's id
   * @param model the name that provider knows
   * @param weight share among the targets that have one, 1 to 10 000; 0 for a target without: tried
   *     in the order written
   */
  public record Target(String provider, String model, int weight) {}
}
