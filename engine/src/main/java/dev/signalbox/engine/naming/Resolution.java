package dev.signalbox.engine.naming;

import java.util.List;
import java.util.Optional;

/** What a model name stands for. */
public sealed interface Resolution {
  /**
   * The deployments that may serve it.
   *
   * @param ranks at least one, none of them empty; the deployments of one rank compete, those of
   *     the next are for when none of it can answer
   * @param reportAlias whether answers name the model as the client did
   */
  record Resolved(List<List<Target>> ranks, boolean reportAlias) implements Resolution {
    public Resolved {
      if (ranks.isEmpty() || ranks.contains(List.<Target>of())) {
        throw new IllegalArgumentException("a resolved name has at least one target");
      }
      ranks =
          ranks.size() == 1
              ? List.of(List.copyOf(ranks.getFirst()))
              : ranks.stream().map(List::copyOf).toList();
    }

    /** All of them, in the order of the ranks. */
    public List<Target> targets() {
      return ranks.size() == 1 ? ranks.getFirst() : ranks.stream().flatMap(List::stream).toList();
    }
  }

  /**
   * The engine chooses among all.
   *
   * @param profile the profile that the name says; empty for {@code auto}
   */
  record Open(Optional<String> profile) implements Resolution {}

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
