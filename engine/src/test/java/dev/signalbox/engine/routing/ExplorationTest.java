package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.ProviderFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A cost of 2 points and 5 s at a point each apply to all of these alike. */
final class ExplorationTest {
  private static final Sample BEST = Sample.of("a/best").quality(800_000_000);
  private static final Sample CLOSE = Sample.of("b/close").quality(790_000_000);
  private static final Sample NEAR = Sample.of("c/near").quality(770_000_000);
  private static final Sample FAR = Sample.of("d/far").quality(600_000_000);
  private static final Wants TENTH = Wants.nothing().exploring(100_000, Sample.DOLLAR);
  private static final int DRAWS = 200_000;

  @Test
  void choosesEvenlyAmongThoseThatMayBeTheBestWithTheChancesItTells() {
    Decision decision = decide(Ask.auto().exploring(1), TENTH, BEST, CLOSE, NEAR, FAR);

    // the deviation of a difference is 7.07 points: 9 points behind is too much, 3 are not
    assertThat(decision.exploration().orElseThrow())
        .isEqualTo(
            new Exploration(
                100_000,
                List.of(
                    new Exploration.Chance(BEST.target(), 933_334),
                    new Exploration.Chance(CLOSE.target(), 33_333),
                    new Exploration.Chance(NEAR.target(), 33_333)),
                BEST.target(),
                0,
                1_333_320));
  }

  @Test
  void drawsEachAsOftenAsItsChanceSays() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom ids = new SplittableRandom(seed);
    Map<Target, Integer> drawn = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      Decision decision = decide(Ask.auto().exploring(ids.nextLong()), TENTH, BEST, CLOSE, NEAR);
      drawn.merge(decision.targets().getFirst(), 1, Integer::sum);
    }

    Map.of(BEST, 933_334, CLOSE, 33_333, NEAR, 33_333)
        .forEach(
            (sample, millionths) -> {
              double p = millionths / 1e6;
              assertThat((double) drawn.getOrDefault(sample.target(), 0))
                  .as("draws of %s by the seed %d", sample.target(), seed)
                  .isCloseTo(
                      DRAWS * p,
                      offset(5 * Math.sqrt(DRAWS * p * (1 - p)))); // one in two million fails
            });
  }

  @Test
  void seedsInARowAreDrawnAsEvenly() {
    int elsewhere = 0;
    for (int i = 0; i < 10_000; i++) {
      Decision decision = decide(Ask.auto().exploring(i), TENTH, BEST, CLOSE);
      elsewhere += decision.exploration().orElseThrow().isElsewhere() ? 1 : 0;
    }

    assertThat(elsewhere).isBetween(400, 600);
  }

  @Test
  void whoWasDrawnIsFirstAndTheBestIsNextWithTheirReasons() {
    Decision decision = elsewhere(TENTH, BEST, CLOSE, FAR);
    long common = -7 * Trade.POINT; // cost and time, the same for all

    assertThat(decision.plan())
        .containsExactly(
            new PlanEntry(CLOSE.target(), 790_000_000 + common, PlanEntry.Why.EXPLORED, 50_000),
            new PlanEntry(BEST.target(), 800_000_000 + common, PlanEntry.Why.BEST, 950_000),
            new PlanEntry(FAR.target(), 600_000_000 + common, PlanEntry.Why.NEXT, 0));
    assertThat(decision.runnerUp().orElseThrow().target()).isEqualTo(CLOSE.target());
    assertThat(WhyNot.of(decision, CLOSE.target()))
        .isEqualTo(new WhyNot.Chosen(decision.plan().getFirst()));
    assertThat(WhyNot.of(decision, BEST.target()))
        .isEqualTo(new WhyNot.Later(decision.plan().get(1), 2, 0));
    assertThat(WhyNot.of(decision, FAR.target()))
        .isEqualTo(new WhyNot.Later(decision.plan().get(2), 3, 200_000_000));
  }

  @Test
  void theSecondIsOfAnotherProviderThanTheOneThatWasDrawn() {
    Sample sibling = Sample.of("b/sibling").quality(795_000_000);

    Decision decision = elsewhere(TENTH, CLOSE.quality(800_000_000), sibling, FAR);

    assertThat(decision.plan())
        .extracting(PlanEntry::target, PlanEntry::why)
        .containsExactly(
            tuple(sibling.target(), PlanEntry.Why.EXPLORED),
            tuple(FAR.target(), PlanEntry.Why.OTHER_PROVIDER),
            tuple(CLOSE.target(), PlanEntry.Why.BEST));
  }

  @Test
  void whoeverWasNotDrawnMayFindThePlanFull() {
    Decision decision = elsewhere(TENTH.attempts(1).exploring(100_000, Sample.DOLLAR), BEST, CLOSE);

    assertThat(decision.targets()).containsExactly(CLOSE.target());
    assertThat(decision.unplanned())
        .containsExactly(new LayerRecord.Dropped(BEST.target(), new Reason.PlanFull(2, 1)));
  }

  @Test
  void whatIsExpectedToBeLostAndPaidIsReckonedOverAllThatMayBeDrawn() {
    Sample dear = CLOSE.quality(800_000_000).priced(2 * Sample.DOLLAR, 5 * Sample.DOLLAR);
    Exploration exploration =
        decide(Ask.auto().exploring(1), TENTH, BEST, dear, NEAR).exploration().orElseThrow();

    // $0.002 more and 3 points less, each in a thirtieth of the requests
    assertThat(exploration.extraNanos()).isEqualTo(66_666);
    assertThat(exploration.loss()).isEqualTo(999_990);
  }

  @Test
  void isOffWhereTheRequestOrTheOperatorTiesIt() {
    Wants pinned = TENTH.with(Wants.pin("a", "b"));
    for (Ask ask :
        List.of(
            Ask.auto().exploring(1).withoutFailover(),
            Ask.auto().exploring(1).after(BEST.target(), 0),
            Ask.auto().exploring(1).pinned("a", "reasoning", false),
            Ask.named(BEST).exploring(1),
            Ask.ranked(BEST, CLOSE).exploring(1),
            Ask.auto())) {
      assertThat(decide(ask, TENTH, BEST, CLOSE).exploration()).isEmpty();
    }
    assertThat(decide(Ask.auto().exploring(1), pinned, BEST, CLOSE).exploration()).isEmpty();
    assertThat(decide(Ask.auto().exploring(1), Wants.nothing(), BEST, CLOSE).exploration())
        .isEmpty();
    assertThat(decide(Ask.named(BEST, CLOSE).exploring(1), TENTH, BEST, CLOSE).exploration())
        .isPresent();
  }

  @Test
  void leavesRequestsAloneThatCostTooMuchAndNeverDrawsOneThatDoes() {
    Sample dear = CLOSE.quality(805_000_000).priced(2 * Sample.DOLLAR, 5 * Sample.DOLLAR);
    Wants frugal = Wants.of(new Trade(1_000_000_000, 0));

    assertThat(
            decide(Ask.auto().exploring(1), frugal.exploring(100_000, 3_000_000), dear, BEST, NEAR)
                .exploration())
        .isEmpty(); // the best costs $0.004
    assertThat(
            decide(Ask.auto().exploring(1), TENTH.exploring(100_000, 3_000_000), BEST, dear, NEAR)
                .exploration()
                .orElseThrow()
                .chances())
        .extracting(Exploration.Chance::target)
        .containsExactly(BEST.target(), NEAR.target());
  }

  @Test
  void aShareTooSmallForEverybodyExploresNothing() {
    assertThat(
            decide(
                    Ask.auto().exploring(1),
                    Wants.nothing().exploring(1, Sample.DOLLAR),
                    BEST,
                    CLOSE)
                .exploration())
        .isEmpty();
  }

  @Test
  void onlyThoseThatLoseNoMoreOfTheRequestAreDrawn() {
    Ask losing = Ask.auto().exploring(1).format("gemini").losing("chat", "top_k");
    Sample other =
        CLOSE.provider(
            facts ->
                new ProviderFacts(
                    facts.id(),
                    List.of("gemini"),
                    true,
                    false,
                    Set.of(),
                    Set.of(),
                    facts.keepsNothing(),
                    false));

    assertThat(decide(losing, TENTH, BEST, other).exploration()).isEmpty();
  }

  /** A decision in which chance drew another than the best. */
  private static Decision elsewhere(Wants wants, Sample... samples) {
    for (long seed = 0; ; seed++) {
      Decision decision = decide(Ask.auto().exploring(seed), wants, samples);
      if (decision.exploration().orElseThrow().isElsewhere()) {
        return decision;
      }
    }
  }

  private static Decision decide(Ask ask, Wants wants, Sample... samples) {
    return Router.decide(ask.question(), wants.over(samples));
  }
}
