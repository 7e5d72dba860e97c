package dev.signalbox.engine.assertion;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was decided for the request of an assertion, held against what it expects. */
sealed interface Judgement {
  /** What was decided, to go after "but". */
  String sentence();

  /** What {@code expectation} expects, when it does not hold. */
  Optional<String> missing(Expectation expectation);

  /** There was nothing to decide. */
  record Unanswerable(String code, String sentence) implements Judgement {
    @Override
    public Optional<String> missing(Expectation expectation) {
      return refused(expectation, Set.of(code));
    }
  }

  /** Every candidate was dropped. */
  record Refused(Decision decision) implements Judgement {
    @Override
    public String sentence() {
      Map<String, Integer> counts = counts();
      return counts.isEmpty()
          ? "it is refused: there is no candidate"
          : "it is refused: "
              + counts.entrySet().stream()
                  .map(entry -> entry.getKey() + " × " + entry.getValue())
                  .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> missing(Expectation expectation) {
      return refused(expectation, counts().keySet());
    }

    private Map<String, Integer> counts() {
      Map<String, Integer> counts = new TreeMap<>();
      for (LayerRecord layer : decision.layers()) {
        for (LayerRecord.Dropped dropped : layer.dropped()) {
          counts.merge(dropped.reason().code().id(), 1, Integer::sum);
        }
      }
      return counts;
    }
  }

  /** Somebody may answer. */
  record Planned(Decision decision, Snapshot snapshot) implements Judgement {
    @Override
    public String sentence() {
      List<String> plan = decision.targets().stream().map(Target::toString).toList();
      String first =
          "`"
              + plan.getFirst()
              + "` is chosen for "
              + price().map(Planned::dollars).orElse("a price that is not known");
      return plan.size() == 1
          ? first
          : first + ", then `" + String.join("`, `", plan.subList(1, plan.size())) + "`";
    }

    @Override
    public Optional<String> missing(Expectation expectation) {
      Target first = decision.targets().getFirst();
      return switch (expectation) {
        case Expectation.Chosen(var any) ->
            isOneOf(any, first) ? Optional.empty() : Optional.of("expected " + listed(any));
        case Expectation.Providers(var ids) ->
            first(decision.targets(), target -> !ids.contains(target.provider()))
                .map(
                    target ->
                        "expected only "
                            + quoted(ids.stream().sorted().toList())
                            + ", not `"
                            + target
                            + "`");
        case Expectation.MaxCost(var nanos) ->
            price().filter(cost -> cost <= nanos).isPresent()
                ? Optional.empty()
                : Optional.of("expected at most " + dollars(nanos));
        case Expectation.Not(var none) ->
            first(decision.targets(), target -> isOneOf(none, target))
                .map(target -> "expected no `" + target + "`");
        case Expectation.Refusal(var code) ->
            Optional.of("expected a refusal" + code.map(each -> " for `" + each + "`").orElse(""));
      };
    }

    private boolean isOneOf(List<Selector> selectors, Target target) {
      Optional<String> family =
          snapshot.standing(target).flatMap(standing -> standing.deployment().family());
      return Selector.matching(selectors, target, family).isPresent();
    }

    /** The estimated cost of the first entry, in nano-dollars; empty where no price is known. */
    private Optional<Long> price() {
      Target first = decision.targets().getFirst();
      for (LayerRecord layer : decision.layers()) {
        for (Score score : layer.scored()) {
          if (score instanceof Score.Price price && price.target().equals(first)) {
            return price.known() ? Optional.of(price.chargedNanos()) : Optional.empty();
          }
        }
      }
      return Optional.empty();
    }

    private static Optional<Target> first(List<Target> targets, Predicate<Target> test) {
      return targets.stream().filter(test).findFirst();
    }

    private static String listed(List<Selector> selectors) {
      return (selectors.size() == 1 ? "" : "one of ")
          + quoted(selectors.stream().map(Selector::text).toList());
    }

    private static String quoted(List<String> texts) {
      return "`" + String.join("`, `", texts) + "`";
    }

    private static String dollars(long nanos) {
      return "$" + Dollars.text(nanos);
    }
  }

  private static Optional<String> refused(Expectation expectation, Set<String> codes) {
    return switch (expectation) {
      case Expectation.Refusal(var code) ->
          code.isEmpty() || codes.contains(code.get())
              ? Optional.empty()
              : code.map(each -> "expected a refusal for `" + each + "`");
      case Expectation.Not _ -> Optional.empty();
      case Expectation.Chosen _, Expectation.Providers _, Expectation.MaxCost _ ->
          Optional.of("expected an answer");
    };
  }
}
