package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Who answers twice, and what a second try is worth. */
final class VerificationTest {
  /** A point is worth a tenth of a dollar per 1,000 requests; time does not count. */
  private static final Wants THRIFTY = Wants.of(new Trade(100_000, 0));

  private static final Sample MINI = sample("a/mini", 1, 600_000_000);
  private static final Sample SMALL = sample("b/small", 2, 650_000_000);
  private static final Sample LARGE = sample("c/large", 50, 900_000_000);

  private static Sample sample(String name, long dollars, long quality) {
    return Sample.of(name)
        .priced(dollars * Sample.DOLLAR, dollars * Sample.DOLLAR)
        .quality(quality);
  }

  private static Optional<Verification> of(Ask ask, Wants wants, Sample... samples) {
    Snapshot snapshot = wants.over(samples);
    return Verification.of(Router.decide(ask.question(), snapshot), snapshot);
  }

  @Test
  void takesTheTwoCheapestAndTheBest() {
    Sample middle = sample("d/middle", 20, 700_000_000);

    assertThat(of(Ask.auto(), THRIFTY, LARGE, middle, SMALL, MINI))
        .contains(new Verification(MINI.target(), SMALL.target(), LARGE.target()));
  }

  @Test
  void takesThoseTooThatFoundThePlanFull() {
    assertThat(of(Ask.auto(), THRIFTY.attempts(1), LARGE, SMALL, MINI))
        .contains(new Verification(MINI.target(), SMALL.target(), LARGE.target()));
  }

  @Test
  void takesNobodyTwice() {
    Sample again = sample("z/mini", 1, 600_000_000);

    assertThat(of(Ask.auto(), THRIFTY, LARGE, MINI, again)).isEmpty();
    assertThat(of(Ask.auto(), THRIFTY, LARGE, MINI, again, SMALL))
        .contains(new Verification(MINI.target(), SMALL.target(), LARGE.target()));
  }

  @Test
  void needsThreeModelsWithPrices() {
    assertThat(of(Ask.auto(), THRIFTY, LARGE, MINI)).isEmpty();
    assertThat(of(Ask.auto(), THRIFTY.unknownAllowed(), LARGE, MINI, SMALL.withoutCard()))
        .isEmpty();
  }

  @Test
  void leavesItWhereTheBestIsWorthMoreByItself() {
    Wants generous = Wants.of(new Trade(100_000_000_000L, 0));

    assertThat(of(Ask.auto(), generous, LARGE, SMALL, MINI)).isEmpty();
  }

  @Test
  void leavesItWhereTwoCostMoreThanTheySave() {
    Sample cheapest = sample("e/cheap", 18, 600_000_000);
    Sample next = sample("f/next", 19, 650_000_000);

    assertThat(of(Ask.auto(), THRIFTY, LARGE, cheapest, next)).isEmpty();
  }

  @Test
  void leavesItWhereOnlyOneMayBeTried() {
    assertThat(of(Ask.auto().withoutFailover(), THRIFTY, LARGE, SMALL, MINI)).isEmpty();
  }

  @Test
  void leavesRequestsAloneThatChanceDecides() {
    Wants exploring = THRIFTY.exploring(100_000, Sample.DOLLAR);
    boolean drawn = false;
    for (int seed = 0; seed < 2_000 && !drawn; seed++) {
      Snapshot snapshot = exploring.over(MINI, MINI.named("twin"), SMALL, LARGE);
      Decision decision = Router.decide(Ask.auto().exploring(seed).question(), snapshot);
      drawn = decision.plan().getFirst().why() == PlanEntry.Why.EXPLORED;
      assertThat(Verification.of(decision, snapshot).isEmpty()).isEqualTo(drawn);
    }
    assertThat(drawn).isTrue();
  }

  @Test
  void aSecondTryPaysWhileItsQualityIsWorthMoreThanItsCostAndTime() {
    Snapshot snapshot = THRIFTY.over(MINI, LARGE);
    Decision decision = Router.decide(Ask.auto().question(), snapshot);
    SecondTry cheap =
        SecondTry.of(decision, THRIFTY.profile().trade(), MINI.target()).orElseThrow();
    SecondTry dear =
        SecondTry.of(decision, THRIFTY.profile().trade(), LARGE.target()).orElseThrow();

    assertThat(cheap.gain()).isEqualTo(600_000_000);
    assertThat(cheap.pays(Long.MAX_VALUE)).isTrue();
    assertThat(cheap.pays(cheap.millis())).isTrue();
    assertThat(cheap.pays(cheap.millis() - 1)).isFalse();
    assertThat(dear.costUtility()).isGreaterThan(dear.gain());
    assertThat(dear.pays(Long.MAX_VALUE)).isFalse();
    assertThat(SecondTry.of(decision, THRIFTY.profile().trade(), SMALL.target())).isEmpty();
  }

  @Property
  void isMadeOfRivalsThatPayOffWhateverTheWorld(@ForAll long seed) {
    World world = World.of(seed);
    Decision decision = world.decide();
    var utilities = decision.utilities();

    Verification.of(decision, world.snapshot())
        .ifPresent(
            pair -> {
              assertThat(utilities).containsKeys(pair.first(), pair.second(), pair.best());
              assertThat(pair.first()).isNotEqualTo(pair.second());
              assertThat(pair.best()).isNotIn(pair.first(), pair.second());
              long best = utilities.getOrDefault(pair.best(), Long.MAX_VALUE);
              assertThat(utilities.getOrDefault(pair.first(), 0L)).isGreaterThanOrEqualTo(best);
              assertThat(utilities.getOrDefault(pair.second(), 0L)).isGreaterThanOrEqualTo(best);
              assertThat(cost(decision, pair.first()) + cost(decision, pair.second()))
                  .isLessThan(cost(decision, pair.best()));
              assertThat(cost(decision, pair.first()))
                  .isLessThanOrEqualTo(cost(decision, pair.second()));
            });
  }

  @Property
  void sumsToTheSameUtilitiesAsTheDecision(@ForAll long seed) {
    Decision decision = World.of(seed).decide();

    Weighed.all(decision)
        .forEach(
            (target, weighed) ->
                assertThat(OptionalLong.of(weighed.utility()))
                    .isEqualTo(OptionalLong.of(decision.utilities().getOrDefault(target, 0L))));
  }

  private static long cost(Decision decision, Target target) {
    return Optional.ofNullable(Weighed.all(decision).get(target))
        .orElseThrow()
        .price()
        .chargedNanos();
  }
}
