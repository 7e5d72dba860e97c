package dev.signalbox.engine.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A public test that figures of cards come from, with its place on the common scale of ability.
 *
 * <p>A figure is a share of right answers in percent. Chance is taken off it, and the logit of the
 * rest is moved and stretched so that GPT-4o of May 2024 lands near 0 and a model of the same
 * ability lands at the same place whatever test it was seen in. Centre, slope and spread were set
 * on models known in several tests (docs/decisions/0011); they never depend on which other models
 * are in the catalog.
 *
 * @param name as figures give it
 * @param chance the share that guessing gets
 * @param centre logit of the share that GPT-4o of May 2024 gets
 * @param slope units of ability to one unit of logit
 * @param sd how far a figure of full trust misses the ability, in units of ability
 */
record Benchmark(String name, Area area, double chance, double centre, double slope, double sd) {
  private static final Map<String, Benchmark> ALL =
      Stream.of(
              new Benchmark("GPQA Diamond", Area.KNOWLEDGE, 0.25, -0.5, 1.0, 0.5),
              new Benchmark("MMLU", Area.KNOWLEDGE, 0.25, 1.7, 1.5, 0.6),
              new Benchmark("MMLU-Pro", Area.KNOWLEDGE, 0.1, 0.83, 1.6, 0.6),
              new Benchmark("Humanity's Last Exam", Area.KNOWLEDGE, 0, -3.1, 1.0, 0.7),
              new Benchmark("HumanEval", Area.CODE, 0, 2.2, 0.8, 0.7),
              new Benchmark("Aider polyglot", Area.CODE, 0, -1.2, 0.6, 0.4),
              new Benchmark("SWE-bench Verified", Area.CODE, 0, -0.33, 1.5, 0.7),
              new Benchmark("SWE-bench Pro", Area.CODE, 0, -1.85, 1.3, 0.7),
              new Benchmark("Terminal-Bench 2", Area.AGENT, 0, -1.9, 1.0, 0.8),
              new Benchmark("MATH", Area.MATH, 0, 1.2, 1.1, 0.6),
              new Benchmark("MTEB English", Area.RETRIEVAL, 0, 0.5, 5.0, 0.6),
              new Benchmark("MTEB multilingual", Area.RETRIEVAL, 0, 0.7, 5.0, 0.8))
          .collect(Collectors.toUnmodifiableMap(Benchmark::name, Function.identity()));

  private static final double PERCENT = 100;

  /** Shares are held this far from 0 and 1, where the logit would run away. */
  private static final double EDGE = 0.02;

  /** What a test is about. */
  enum Area {
    KNOWLEDGE,
    CODE,
    MATH,
    AGENT,
    RETRIEVAL
  }

  /** The test that figures call {@code name}. */
  static Optional<Benchmark> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The ability that a figure in percent speaks for. */
  double ability(double percent) {
    double share = (percent / PERCENT - chance) / (1 - chance);
    double held = Math.clamp(share, EDGE, 1 - EDGE);
    return slope * (Math.log(held / (1 - held)) - centre);
  }

  /** How far off that ability may be, for a figure of this trust. */
  double sd(double trust) {
    return sd / Math.sqrt(trust);
  }
}
