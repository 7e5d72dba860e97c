package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Each figure of the runner-up alone makes it win, and just short of it does not. */
final class RunnerUpPropertiesTest {
  private static final long ROUNDING = 2;
  private static final int MANY = 1_000;

  @Property
  void winsWithTheQualityItIsSaidToLack(@ForAll long seed) {
    World world = World.contested(seed);
    Optional<RunnerUp> second = world.decide().runnerUp();
    reached(second.isPresent(), 60);
    if (second.isEmpty()) {
      return;
    }
    Sample sample = sample(world, second.get().target());
    long quality = sample.standing().quality().values().iterator().next().value();
    OptionalLong rise = second.get().qualityRise();
    if (rise.isEmpty()) {
      assertThat(wins(sample.quality(Trade.ONE), world)).isFalse();
      return;
    }

    assertThat(wins(sample.quality(quality + rise.getAsLong()), world)).isTrue();
    assertThat(wins(sample.quality(quality + rise.getAsLong() - 1), world)).isFalse();
  }

  @Property
  void winsBelowTheCostThatIsSaid(@ForAll long seed) {
    World world = World.contested(seed);
    Optional<RunnerUp> second = world.decide().runnerUp();
    long input = world.ask().question().needs().tokens().input();
    boolean free =
        world.ask().question().session().last().isEmpty()
            && input > 0
            && second
                .map(one -> sample(world, one.target()))
                .map(sample -> sample.standing().deployment().card().isPresent())
                .orElse(false);
    reached(free && second.orElseThrow().costBelow().isPresent(), 30);
    if (!free) {
      return;
    }
    Sample sample = sample(world, second.orElseThrow().target());
    OptionalLong below = second.orElseThrow().costBelow();
    if (below.isEmpty()) {
      assertThat(wins(sample.priced(0, 0), world)).isFalse();
      return;
    }

    assertThat(wins(sample.priced(costing(below.getAsLong() - 1, input)), world)).isTrue();
    assertThat(wins(sample.priced(costing(below.getAsLong(), input)), world)).isFalse();
  }

  @Property
  void winsWhereAPointIsWorthWhatIsSaid(@ForAll long seed) {
    World world = World.contested(seed);
    Optional<RunnerUp> second = world.decide().runnerUp();
    OptionalLong above = second.map(RunnerUp::pointNanosAbove).orElse(OptionalLong.empty());
    OptionalLong below = second.map(RunnerUp::pointNanosBelow).orElse(OptionalLong.empty());
    reached(above.isPresent() || below.isPresent(), 25);
    if (above.isEmpty() && below.isEmpty()) {
      return;
    }
    Target target = second.orElseThrow().target();

    if (above.isPresent()) {
      assertThat(winsAt(above.getAsLong() + 1, target, world)).isTrue();
      assertThat(winsAt(Math.max(1, above.getAsLong() * 99 / 100), target, world)).isFalse();
    }
    if (below.isPresent()) {
      assertThat(winsAt(below.getAsLong() - 1, target, world)).isTrue();
      long beyond = below.getAsLong() + below.getAsLong() / 100 + 1;
      assertThat(winsClearlyAt(beyond, target, world)).isFalse();
    }
  }

  @Property
  void noWorthOfAPointWouldDoWhereNoneIsSaid(@ForAll long seed) {
    World world = World.contested(seed);
    Optional<RunnerUp> second = world.decide().runnerUp();
    if (second.isEmpty()
        || second.get().pointNanosAbove().isPresent()
        || second.get().pointNanosBelow().isPresent()) {
      return;
    }

    for (long worth = 1_000; worth < 1_000_000_000_000L; worth *= 7) {
      assertThat(winsAt(worth, second.get().target(), world)).isFalse();
    }
  }

  /**
   * Figures that are hardly ever there would be tried by hardly any world. Few tries say little of
   * a share: with those a figure is only to be reached at all.
   */
  private static void reached(boolean reached, int percent) {
    boolean many = Integer.getInteger("jqwik.tries.default", MANY) >= MANY;
    Statistics.collect(reached);
    Statistics.coverage(
        coverage -> coverage.check(true).percentage(share -> share >= (many ? percent : 1)));
  }

  private static Sample sample(World world, Target target) {
    return world.samples().stream()
        .filter(sample -> sample.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static boolean wins(Sample changed, World world) {
    return world.replacing(changed).decide().targets().getFirst().equals(changed.target());
  }

  private static boolean winsAt(long pointNanos, Target target, World world) {
    Trade trade = new Trade(pointNanos, world.wants().profile().trade().secondUtility());
    return world.wanting(world.wants().with(trade)).decide().targets().getFirst().equals(target);
  }

  /** By more than rounding does: between equals it decides who is first. */
  private static boolean winsClearlyAt(long pointNanos, Target target, World world) {
    Trade trade = new Trade(pointNanos, world.wants().profile().trade().secondUtility());
    Map<Target, Long> utilities = world.wanting(world.wants().with(trade)).decide().utilities();
    long best =
        utilities.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(target))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(Long.MIN_VALUE);
    return winsAt(pointNanos, target, world)
        && utilities.getOrDefault(target, Long.MIN_VALUE) - ROUNDING > best;
  }

  /** A price at which so many tokens of input cost exactly {@code nanos}, and output nothing. */
  private static PriceSheet costing(long nanos, long input) {
    return PriceSheet.of(
        Rates.of(Math.ceilDiv(nanos * 1_000_000, input), 0), "test", LocalDate.of(2026, 11, 20));
  }
}
