package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was chosen against the best deployment that could have been used for everything.
 *
 * <p>The best of many on one log is flattered by chance. It is therefore picked on one half of the
 * log and valued on the other. (Doing so both ways and taking the mean would flatter what was
 * chosen: where two are equally good, each half values the one that the other half overrates.)
 */
public final class BestConstant {
  private static final Comparator<Constant> BEST_FIRST =
      Comparator.comparingDouble((Constant each) -> -each.value().estimate().value())
          .thenComparing(each -> each.target().toString());

  private BestConstant() {}

  /**
   * A logged request and what each constant would do with it.
   *
   * @param picks whether it belongs to the half that the best is picked on; drawn without regard to
   *     what was chosen
   * @param able which of the constants could have answered; for the others, who answered did
   */
  public record Entry(Logged logged, boolean picks, Set<Target> able) {
    public Entry {
      able = Set.copyOf(able);
    }
  }

  /**
   * A constant's value.
   *
   * @param value of a request if it had been used for all
   * @param gain by how much what was chosen is worth more
   */
  public record Constant(Target target, Judgement value, Judgement gain) {}

  /**
   * What came out.
   *
   * @param chosen value of what was chosen
   * @param constants the best first, each valued on the whole log
   * @param best the best of one half of the log, valued on the other; empty where there is none, or
   *     no request in a half
   */
  public record Result(Judgement chosen, List<Constant> constants, Optional<Constant> best) {
    public Result {
      constants = List.copyOf(constants);
    }
  }

  /**
   * Compares what was chosen with each of {@code candidates}.
   *
   * @param entries at least one
   */
  public static Result of(List<Entry> entries, Set<Target> candidates) {
    return new Result(
        OffPolicy.doublyRobust(
            entries.stream().map(entry -> Trial.asLogged(entry.logged())).toList()),
        candidates.stream().map(each -> constant(entries, each)).sorted(BEST_FIRST).toList(),
        best(entries, candidates));
  }

  private static Constant constant(List<Entry> entries, Target target) {
    return new Constant(
        target,
        OffPolicy.doublyRobust(trials(entries, target)),
        turned(OffPolicy.difference(comparisons(entries, target))));
  }

  private static List<Trial> trials(List<Entry> entries, Target target) {
    return entries.stream().map(entry -> trial(entry, target)).toList();
  }

  private static Trial trial(Entry entry, Target constant) {
    return entry.able().contains(constant)
        ? Trial.of(entry.logged(), constant)
        : Trial.asLogged(entry.logged());
  }

  private static List<Comparison> comparisons(List<Entry> entries, Target constant) {
    return entries.stream()
        .map(entry -> new Comparison(Trial.asLogged(entry.logged()), trial(entry, constant)))
        .toList();
  }

  /** From what the constant is worth more to what was chosen is worth more. */
  private static Judgement turned(Judgement judgement) {
    return new Judgement(
        judgement.estimate().times(-1),
        judgement.effectiveSamples(),
        judgement.unchecked(),
        judgement.refusal());
  }

  private static Optional<Constant> best(List<Entry> entries, Set<Target> candidates) {
    List<Entry> picking = entries.stream().filter(Entry::picks).toList();
    List<Entry> valuing = entries.stream().filter(entry -> !entry.picks()).toList();
    return picking.isEmpty() || valuing.isEmpty()
        ? Optional.empty()
        : candidates.stream()
            .map(each -> new Picked(each, worth(picking, each)))
            .max(
                Comparator.comparingDouble(Picked::worth)
                    .thenComparing(each -> each.target().toString()))
            .map(picked -> constant(valuing, picked.target()));
  }

  private record Picked(Target target, double worth) {}

  private static double worth(List<Entry> entries, Target target) {
    return OffPolicy.doublyRobust(trials(entries, target)).estimate().value();
  }
}
