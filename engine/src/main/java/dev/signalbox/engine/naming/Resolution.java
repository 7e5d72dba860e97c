package dev.signalbox.engine.naming;

import java.util.List;

/** What a model name stands for. */
public sealed interface Resolution {
  /**
   * The deployments that may serve it.
   *
   * @param targets at least one, in the order to try them
   * @param reportAlias whether answers name the model as the client did
   */
  record Resolved(List<Target> targets, boolean reportAlias) implements Resolution {
    public Resolved {
      if (targets.isEmpty()) {
        throw new IllegalArgumentException("a resolved name has at least one target");
      }
      targets = List.copyOf(targets);
    }
  }

  /**
   * Nothing configured serves it.
   *
   * @param near at most three names that do exist and look alike, best first
   */
  record Unknown(String name, List<String> near) implements Resolution {
    public Unknown {
      near = List.copyOf(near);
    }
  }
}
