package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Figures at the ends of their ranges. */
final class ExtremesTest {
  private static final long[] RATES = {0, 1, 1_000_000_000L, Long.MAX_VALUE / 2, Long.MAX_VALUE};
  private static final long[] TOKENS = {0, 1, 1_000_000_000_000L, Long.MAX_VALUE};
  private static final int[] MILLIS = {0, 1, Integer.MAX_VALUE};

  @Property
  void neverThrowsAndKeepsTheOrder(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      samples.add(extreme("p%d/m%d".formatted(i % 2, i), random));
    }
    Trade trade =
        new Trade(
            random.nextBoolean() ? 1 : Trade.PRICELESS, random.nextBoolean() ? 0 : Long.MAX_VALUE);
    Ask ask = Ask.auto().input(TOKENS[random.nextInt(TOKENS.length)]).estimated();
    if (random.nextBoolean()) {
      ask.maxOutput(TOKENS[random.nextInt(TOKENS.length)]);
    }
    if (random.nextBoolean()) {
      ask.after(samples.getFirst().target(), TOKENS[random.nextInt(TOKENS.length)]);
    }
    if (random.nextBoolean()) {
      ask.budget(TOKENS[random.nextInt(TOKENS.length)]);
    }

    Decision decision = Router.decide(ask.question(), Wants.of(trade).over(samples));

    List<PlanEntry> plan = new ArrayList<>(decision.plan());
    if (plan.size() > 1 && plan.get(1).why() == PlanEntry.Why.OTHER_PROVIDER) {
      plan.remove(1);
    }
    for (int i = 1; i < plan.size(); i++) {
      assertThat(plan.get(i).utility()).isLessThanOrEqualTo(plan.get(i - 1).utility());
    }
    assertThat(decision.layers().getFirst().in()).isEqualTo(4);
  }

  @Test
  void aDearerOfTwoVeryDearModelsComesSecond() {
    Sample dear = Sample.of("a/dear").priced(1_000_000_000_000_000L, 0);
    Sample dearer = Sample.of("a/dearer").priced(1_000_000_000_000_001L, 0);

    // 10^12 tokens: 10^21 nano-dollars and more do not fit, 10^6 tokens do
    Decision decision =
        Router.decide(Ask.auto().input(1_000_000).question(), Wants.nothing().over(dearer, dear));

    assertThat(decision.targets()).containsExactly(dear.target(), dearer.target());
  }

  @Test
  void productsAreExactUntilTheyDoNotFit() {
    assertThat(Trade.scaled(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Trade.scaled(Long.MAX_VALUE - 1, 1_000, 1_001))
        .isEqualTo(9_214_157_878_975_800_005L);
    assertThat(Trade.scaled(Long.MAX_VALUE, 2, 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Property
  void theHighestCostWithinAUtilityIsTheHighest(@ForAll long some, @ForAll long worth) {
    Trade trade = new Trade(1 + Math.floorMod(worth, 1_000_000_000_000L), 0);
    long utility = Math.floorMod(some, 1_000_000_000_000L);

    long nanos = trade.nanosWithin(utility);

    assertThat(trade.costUtility(nanos)).isLessThanOrEqualTo(utility);
    assertThat(trade.costUtility(nanos + 1)).isGreaterThan(utility);
  }

  private static Sample extreme(String name, SplittableRandom random) {
    int millis = MILLIS[random.nextInt(MILLIS.length)];
    return Sample.of(name)
        .priced(RATES[random.nextInt(RATES.length)], RATES[random.nextInt(RATES.length)])
        .quality(random.nextBoolean() ? 0 : Trade.ONE)
        .latency(new Latency(millis, millis, 1 + random.nextInt(2) * 1_000, 0, "test"))
        .output(
            new Output(
                TOKENS[random.nextInt(TOKENS.length)], TOKENS[random.nextInt(TOKENS.length)]))
        .health(
            new Health(
                Circuit.CLOSED,
                Optional.empty(),
                Optional.empty(),
                0,
                MILLIS[random.nextInt(MILLIS.length)],
                1,
                false,
                false));
  }
}
