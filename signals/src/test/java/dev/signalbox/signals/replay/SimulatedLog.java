package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Requests of three kinds among three deployments, whose true quality is known: greedy choices by a
 * direct model that is wrong, a slice of exploration, and few answers told of.
 */
final class SimulatedLog {
  static final Target WEAK = new Target("p", "weak");
  static final Target GOOD = new Target("p", "good");
  static final Target ODD = new Target("q", "odd");
  private static final List<Target> ALL = List.of(WEAK, GOOD, ODD);

  static final Set<Target> ALL_SET = Set.copyOf(ALL);

  private static final Kind[] KINDS = Kind.values();

  private final Map<Kind, Map<Target, Belief>> believed;
  private final List<Request> requests = new ArrayList<>();

  /** A kind of request, with the true quality of each deployment. */
  enum Kind {
    EASY(0.9, 0.95, 0.8),
    HARD(0.3, 0.7, 0.5),
    STRANGE(0.6, 0.5, 0.85);

    private final double weak;
    private final double good;
    private final double odd;

    Kind(double weak, double good, double odd) {
      this.weak = weak;
      this.good = good;
      this.odd = odd;
    }

    double quality(Target target) {
      return target.equals(WEAK) ? weak : target.equals(GOOD) ? good : odd;
    }
  }

  /** One request. */
  record Request(Kind kind, Logged logged) {}

  /**
   * How the log is made.
   *
   * @param exploration share of requests whose deployment chance chooses among all
   * @param reporting chance that an answer is told of
   * @param error by how much the direct model is wrong, at most
   */
  record Setting(int requests, double exploration, double reporting, double error) {}

  SimulatedLog(Setting setting, long seed) {
    Random random = new Random(seed);
    believed = new EnumMap<>(Kind.class);
    for (Kind kind : KINDS) {
      Map<Target, Belief> each = new HashMap<>();
      for (Target target : ALL) {
        double wrong = (random.nextDouble() * 2 - 1) * setting.error();
        each.put(target, new Belief(kind.quality(target) + wrong, 0.1));
      }
      believed.put(kind, Map.copyOf(each));
    }
    Map<Kind, Target> greedy = greedy();
    for (int i = 0; i < setting.requests(); i++) {
      Kind kind = KINDS[random.nextInt(KINDS.length)];
      requests.add(request(kind, greedy.getOrDefault(kind, WEAK), setting, random));
    }
  }

  private Request request(Kind kind, Target greedy, Setting setting, Random random) {
    Target chosen =
        random.nextDouble() < setting.exploration() ? ALL.get(random.nextInt(ALL.size())) : greedy;
    double slice = setting.exploration() / ALL.size();
    double propensity = chosen.equals(greedy) ? 1 - setting.exploration() + slice : slice;
    double value = random.nextDouble() < kind.quality(chosen) ? 1 : 0;
    Optional<Reward> reward =
        random.nextDouble() < setting.reporting()
            ? Optional.of(new Reward(value, setting.reporting()))
            : Optional.empty();
    return new Request(
        kind, new Logged(chosen, propensity, reward, believed.getOrDefault(kind, Map.of())));
  }

  private double believed(Kind kind, Target target) {
    return Objects.requireNonNull(believed.getOrDefault(kind, Map.of()).get(target)).mean();
  }

  /** What the policy in force chooses. */
  Target best(Kind kind) {
    return ALL.stream()
        .max((one, other) -> Double.compare(believed(kind, one), believed(kind, other)))
        .orElseThrow();
  }

  List<Request> requests() {
    return requests;
  }

  List<Logged> logged() {
    return requests.stream().map(Request::logged).toList();
  }

  /** Trials of a policy that looks at the kind alone. */
  List<Trial> trials(Map<Kind, Target> policy) {
    return requests.stream()
        .map(request -> Trial.of(request.logged(), policy.getOrDefault(request.kind(), WEAK)))
        .toList();
  }

  /** What {@code policy} is really worth. */
  static double worth(Map<Kind, Target> policy) {
    double sum = 0;
    for (Kind kind : Kind.values()) {
      sum += kind.quality(policy.getOrDefault(kind, WEAK));
    }
    return sum / Kind.values().length;
  }

  /** What {@code target} is really worth if it answers everything. */
  static double constantWorth(Target target) {
    double sum = 0;
    for (Kind kind : Kind.values()) {
      sum += kind.quality(target);
    }
    return sum / Kind.values().length;
  }

  /** What chance alone is worth. */
  static double meanWorth() {
    return ALL.stream().mapToDouble(SimulatedLog::constantWorth).average().orElseThrow();
  }

  /** What the policy in force would choose, by kind. */
  Map<Kind, Target> greedy() {
    Map<Kind, Target> policy = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      policy.put(kind, best(kind));
    }
    return policy;
  }
}
