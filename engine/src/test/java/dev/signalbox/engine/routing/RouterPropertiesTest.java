package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Latency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every decision. */
final class RouterPropertiesTest {
  @Property
  void whatALayerKeepsIsWhatTheNextOneGets(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Decision decision = world.decide();

      assertThat(decision.layers().stream().map(LayerRecord::layer))
          .containsExactly("filter", "capability", "cost", "latency", "quality");
      for (int i = 1; i < decision.layers().size(); i++) {
        assertThat(decision.layers().get(i).in()).isEqualTo(decision.layers().get(i - 1).out());
      }
      assertThat(decision.plan().size() + decision.unplanned().size())
          .isEqualTo(decision.layers().getLast().out());
    }
  }

  @Property
  void whoIsNotPlannedHasExactlyOneReasonAndWhoIsHasNone(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Decision decision = world.decide();
      Map<Target, Integer> reasons = new HashMap<>();
      decision
          .layers()
          .forEach(
              layer -> {
                assertThat(layer.dropped())
                    .extracting(one -> one.reason().code())
                    .isEqualTo(layer.codes());
                layer.dropped().forEach(one -> reasons.merge(one.target(), 1, Integer::sum));
              });
      decision.unplanned().forEach(one -> reasons.merge(one.target(), 1, Integer::sum));

      for (Target target : candidates(world)) {
        boolean planned = decision.targets().contains(target);
        assertThat(reasons.getOrDefault(target, 0)).isEqualTo(planned ? 0 : 1);
        assertThat(decision.dropOf(target).isPresent()).isEqualTo(!planned);
      }
    }
  }

  @Property
  void theContributionsOfAPlannedDeploymentAddUpToItsUtility(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Decision decision = world.decide();

      for (PlanEntry entry : decision.plan()) {
        long sum = 0;
        for (Score score : scores(decision, entry.target())) {
          sum += score.term();
        }
        assertThat(sum).isEqualTo(entry.utility());
      }
    }
  }

  @Property
  void theCostThatIsToldIsTheCostThatWasWeighed(@ForAll long seed) {
    for (Score score : World.of(seed).decide().layers().get(2).scored()) {
      Score.Price price = (Score.Price) score;
      Cost cost = price.quote().cost();

      assertThat(cost.known()).isEqualTo(price.known());
      if (price.known()) {
        assertThat(price.chargedNanos()).isEqualTo(cost.totalNanos());
      }
    }
  }

  @Property
  void thePlanIsInOrderButForAnotherProvider(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Decision decision = world.decide();
      List<PlanEntry> plan = new ArrayList<>(decision.plan());
      if (plan.size() > 1 && plan.get(1).why() == PlanEntry.Why.OTHER_PROVIDER) {
        assertThat(plan.remove(1).target().provider())
            .isNotEqualTo(plan.getFirst().target().provider());
      }

      for (int i = 1; i < plan.size(); i++) {
        assertThat(precedes(decision, plan.get(i - 1), plan.get(i))).isTrue();
      }
    }
  }

  @Property
  void theSameQuestionAndSnapshotGiveTheSameDecision(@ForAll long seed) {
    assertThat(World.named(seed).decide()).isEqualTo(World.named(seed).decide());
  }

  @Property
  void aDominatedDeploymentChangesNothingForOthers(@ForAll long seed, @ForAll byte choice) {
    World world = World.of(seed);
    Decision before = world.decide();
    Sample base = world.samples().get(Math.floorMod(choice, world.samples().size()));
    List<Sample> more = new ArrayList<>(world.samples());
    more.add(dominatedBy(base));

    Decision after = world.withSamples(more).decide();

    if (!before.plan().isEmpty()) {
      assertThat(after.plan().getFirst()).isEqualTo(before.plan().getFirst());
    }
    for (Sample sample : world.samples()) {
      assertThat(scores(after, sample.target())).isEqualTo(scores(before, sample.target()));
    }
  }

  @Property
  void pricesAndTheWorthOfAPointScaledTogetherChangeNothing(@ForAll long seed, @ForAll byte by) {
    World world = World.of(seed);
    long factor = 2L + Math.floorMod(by, 50);
    Trade trade = world.wants().profile().trade();
    World free =
        world.wanting(
            world
                .wants()
                .with(Bounds.NONE)
                .with(world.wants().profile().handling().withUnknownAllowed(false)));
    World dearer =
        free.withSamples(world.samples().stream().map(one -> one.priceTimes(factor)).toList())
            .wanting(
                free.wants().with(new Trade(factor * trade.pointNanos(), trade.secondUtility())));
    Question question = withoutBudget(world.ask().question());

    Decision cheap = Router.decide(question, free.snapshot());
    Decision dear = Router.decide(question, dearer.snapshot());

    assertThat(dear.plan()).isEqualTo(cheap.plan());
    assertThat(dear.unplanned()).isEqualTo(cheap.unplanned());
  }

  @Property
  void withoutTheFirstTheSecondWins(@ForAll long seed) {
    World world = World.of(seed);
    Decision decision = world.decide();
    if (decision.layers().getLast().out() < 2) {
      return;
    }
    Target first = decision.plan().getFirst().target();
    Target second =
        decision
            .runnerUp()
            .map(RunnerUp::target)
            .orElseGet(
                () ->
                    decision.plan().size() > 1
                        ? decision.plan().get(1).target()
                        : decision.unplanned().getFirst().target());

    World rest =
        world.withSamples(
            world.samples().stream().filter(one -> !one.target().equals(first)).toList());

    assertThat(rest.decide().targets().getFirst()).isEqualTo(second);
  }

  @Property
  void nobodyIsGivenWhatItCannotRead(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Question question = world.ask().question();

      for (Deployment planned : planned(world)) {
        for (Capability need : List.of(Capability.VISION, Capability.TOOLS)) {
          if (question.needs().capabilities().contains(need)) {
            assertThat(planned.supports(need)).isNotEqualTo(Support.NO);
          }
        }
        Limits limits = planned.card().map(card -> card.limits()).orElse(Limits.UNKNOWN);
        boolean open = question.scope() instanceof Question.Scope.Open;
        Needs.Tokens tokens = question.needs().tokens();
        long input = open ? tokens.input() : tokens.surelyInput();
        long both = open ? input + tokens.maxOutput().orElse(0) : input;
        assertThat(both).isLessThanOrEqualTo(limits.contextTokens().orElse(Integer.MAX_VALUE));
        assertThat(input).isLessThanOrEqualTo(limits.maxInputTokens().orElse(Integer.MAX_VALUE));
      }
    }
  }

  @Property
  void nobodyIsPlannedWhoIsDeniedAndNothingIsLostInStrictMode(@ForAll long seed) {
    for (World world : List.of(World.of(seed), World.named(seed))) {
      Decision decision = world.decide();
      List<Selector> denied = world.wants().profile().wishes().deny();
      boolean strict =
          world.ask().question().asked().strict() || world.wants().profile().handling().strict();

      for (Deployment planned : planned(world)) {
        assertThat(Selector.matching(denied, planned.target(), planned.family())).isEmpty();
        assertThat(planned.provider().enabled()).isTrue();
        assertThat(strict && !lossesOf(decision, planned.target()).isEmpty()).isFalse();
      }
    }
  }

  private static List<Target> candidates(World world) {
    return switch (world.ask().question().scope()) {
      case Question.Scope.Open _ -> world.samples().stream().map(Sample::target).toList();
      case Question.Scope.Named(var places) -> places.stream().map(Question.Place::target).toList();
    };
  }

  private static List<Deployment> planned(World world) {
    List<Target> targets = world.decide().targets();
    return world.samples().stream()
        .map(sample -> sample.standing().deployment())
        .filter(deployment -> targets.contains(deployment.target()))
        .toList();
  }

  private static List<Score> scores(Decision decision, Target target) {
    return decision.layers().stream()
        .flatMap(layer -> layer.scored().stream())
        .filter(score -> score.target().equals(target))
        .toList();
  }

  private static List<String> lossesOf(Decision decision, Target target) {
    return scores(decision, target).stream()
        .filter(Score.Fit.class::isInstance)
        .flatMap(score -> ((Score.Fit) score).losses().stream())
        .toList();
  }

  private static boolean precedes(Decision decision, PlanEntry earlier, PlanEntry later) {
    int rank = rank(decision, earlier) - rank(decision, later);
    int setbacks = setbacks(decision, earlier) - setbacks(decision, later);
    return rank < 0
        || (rank == 0 && (setbacks < 0 || (setbacks == 0 && earlier.utility() >= later.utility())));
  }

  private static int rank(Decision decision, PlanEntry entry) {
    return scores(decision, entry.target()).stream()
        .mapToInt(score -> score instanceof Score.Policy policy ? policy.rank() : 0)
        .sum();
  }

  private static int setbacks(Decision decision, PlanEntry entry) {
    return scores(decision, entry.target()).stream()
        .mapToInt(score -> score instanceof Score.Fit fit ? fit.setbacks() : 0)
        .sum();
  }

  /** The same provider and card under another name, but dearer, slower and worse. */
  private static Sample dominatedBy(Sample base) {
    Sample copy = base.named(base.target().model() + "x");
    return copy.priceTimes(2)
        .quality(base.standing().quality().values().iterator().next().value() - 1_000_000)
        .latency(
            new Latency(
                base.standing().latency().firstTokenMillis() + 100,
                base.standing().latency().firstTokenP95Millis() + 100,
                1,
                0,
                "test"));
  }

  private static Question withoutBudget(Question question) {
    return new Question(
        question.asked(),
        question.scope(),
        question.needs(),
        question.origin(),
        question.session(),
        OptionalLong.empty(),
        question.at(),
        question.seed(),
        ClusterMix.NONE,
        false);
  }
}
