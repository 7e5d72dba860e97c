package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every decision that what signals taught and chance have a part in. */
final class LearningPropertiesTest {
  @Property
  void thePartsOfAQualityAddUpToItAndItIsWithinItsRange(@ForAll long seed) {
    for (Map.Entry<Target, Quality> entry : qualities(World.learning(seed).decide()).entrySet()) {
      Quality quality = entry.getValue();

      assertThat(quality.parts().stream().mapToLong(Quality.Part::value).sum())
          .isEqualTo(quality.value());
      assertThat(quality.value()).isBetween(0L, Trade.ONE);
    }
  }

  @Property
  void aDeploymentIsWorthTheSameByItsPlaceAsByItsName(@ForAll long seed) {
    World world = World.learning(seed);
    Decision decision = world.decide();
    Topic topic = Topic.of(world.ask().question(), world.snapshot());
    QualityTable.View byName =
        world.table().view(topic.key(), topic.family(), world.ask().question().clusters());

    for (Sample sample : world.samples()) {
      Quality weighed = qualities(decision).get(sample.target());
      if (weighed != null) {
        assertThat(weighed).isEqualTo(byName.of(sample.standing()));
        assertThat(weighed.parts()).isEqualTo(List.copyOf(byName.of(sample.standing()).parts()));
      }
    }
  }

  @Property
  void aProfileChangesWhatQualityIsWorthButNotWhatIsExpected(
      @ForAll long seed, @ForAll byte point, @ForAll byte second) {
    World world = World.learning(seed).wanting(Wants.nothing().unknownAllowed());
    World other =
        world.wanting(
            Wants.of(new Trade(1 + Math.abs(point) * 100_000L, Math.abs(second) * 1_000_000L))
                .unknownAllowed()
                .with(Bounds.NONE)
                .with(Wishes.NONE)
                .exploring(100_000, Sample.DOLLAR));

    assertThat(qualities(other.decide())).isEqualTo(qualities(world.decide()));
  }

  @Property
  void aDominatedDeploymentNeverChangesAChoiceThatIsNotExplored(
      @ForAll long seed, @ForAll byte choice) {
    World world = World.learning(seed);
    Sample base = world.samples().get(Math.floorMod(choice, world.samples().size()));
    Sample dominated = base.named(base.target().model() + "-twin").priceTimes(2);
    List<Sample> more = new ArrayList<>(world.samples());
    more.add(dominated);

    Decision before = world.decide();
    Decision after =
        world.withSamples(more).knowing(alike(world.table(), base, dominated)).decide();

    if (!before.plan().isEmpty() && !isElsewhere(before) && !isElsewhere(after)) {
      assertThat(after.targets().getFirst()).isEqualTo(before.targets().getFirst());
    }
    if (isElsewhere(after)) {
      assertThat(best(after)).isEqualTo(best(before));
    }
  }

  @Property
  void theChancesOfAllAddUpToCertaintyAndArePlannedAsTheyAre(@ForAll long seed) {
    Decision decision = World.learning(seed).decide();
    if (decision.exploration().isEmpty()) {
      for (int i = 0; i < decision.plan().size(); i++) {
        assertThat(decision.plan().get(i).propensityMillionths())
            .isEqualTo(i == 0 ? PlanEntry.CERTAIN : 0);
      }
      return;
    }
    Exploration exploration = decision.exploration().get();

    assertThat(
            exploration.chances().stream().mapToInt(Exploration.Chance::propensityMillionths).sum())
        .isEqualTo(PlanEntry.CERTAIN);
    assertThat(exploration.chances())
        .hasSizeGreaterThan(1)
        .allMatch(chance -> chance.propensityMillionths() > 0);
    assertThat(decision.targets().getFirst()).isEqualTo(exploration.drawn());
    for (PlanEntry entry : decision.plan()) {
      assertThat(entry.propensityMillionths())
          .isEqualTo(
              exploration.chances().stream()
                  .filter(chance -> chance.target().equals(entry.target()))
                  .mapToInt(Exploration.Chance::propensityMillionths)
                  .sum());
    }
  }

  @Property
  void theBestIsTheOneThatWouldBeChosenWithoutChance(@ForAll long seed) {
    World world = World.learning(seed);
    Decision decision = world.decide();
    Decision certain = world.wanting(world.wants().with(still(world.wants()))).decide();

    assertThat(certain.exploration()).isEmpty();
    assertThat(decision.runnerUp()).isEqualTo(certain.runnerUp());
    assertThat(decision.layers()).isEqualTo(certain.layers());
    if (!isElsewhere(decision)) {
      assertThat(decision.targets()).isEqualTo(certain.targets());
    }
    decision
        .exploration()
        .ifPresent(
            chance ->
                assertThat(chance.chances().getFirst().target())
                    .isEqualTo(certain.targets().getFirst()));
  }

  @Property
  void whoeverMayBeDrawnMayBeTheBestAndIsNotMuchWorse(@ForAll long seed) {
    Decision decision = World.learning(seed).decide();
    if (decision.exploration().isEmpty()) {
      return;
    }
    Map<Target, Long> utilities = decision.utilities();
    Map<Target, Quality> qualities = qualities(decision);
    List<Exploration.Chance> chances = decision.exploration().get().chances();
    Target best = chances.getFirst().target();

    for (Exploration.Chance chance : chances.subList(1, chances.size())) {
      double gap = utilities.getOrDefault(best, 0L) - utilities.getOrDefault(chance.target(), 0L);
      double sd =
          Math.hypot(
              (double) Objects.requireNonNull(qualities.get(best)).sd(),
              (double) Objects.requireNonNull(qualities.get(chance.target())).sd());

      assertThat(gap).isNotNegative().isLessThan(1.645 * sd + 1);
      assertThat(gap).isLessThan(3 * Trade.POINT + 0.84 * sd + 1);
    }
  }

  @Property
  void theSameQuestionGivesTheSameDecision(@ForAll long seed) {
    assertThat(World.learning(seed).decide()).isEqualTo(World.learning(seed).decide());
  }

  @Property
  void nothingIsExploredWhereTheQuestionDoesNotExplore(@ForAll long seed) {
    World world = World.of(seed);

    assertThat(world.wanting(world.wants().exploring(100_000, Sample.DOLLAR)).decide())
        .satisfies(decision -> assertThat(decision.exploration()).isEmpty())
        .satisfies(decision -> assertThat(decision.targets()).isEqualTo(world.decide().targets()));
  }

  private static Target best(Decision decision) {
    return decision
        .exploration()
        .map(chance -> chance.chances().getFirst().target())
        .orElseGet(() -> decision.targets().getFirst());
  }

  private static boolean isElsewhere(Decision decision) {
    return decision.exploration().map(Exploration::isElsewhere).orElse(false);
  }

  /** The handling of {@code wants} without chance. */
  private static Handling still(Wants wants) {
    Handling handling = wants.profile().handling();
    return new Handling(
        handling.strict(),
        handling.unknownAllowed(),
        handling.maxAttempts(),
        handling.switchUtility(),
        handling.hedge(),
        Optional.empty(),
        handling.checks());
  }

  /** {@code table} with the same known of {@code twin} as of {@code base}. */
  private static QualityTable alike(QualityTable table, Sample base, Sample twin) {
    Map<QualityTable.Key, QualityTable.Row> rows = new HashMap<>();
    table.rows().forEach((key, row) -> rows.put(key, alike(row, base, twin)));
    Map<TaskFamily, QualityTable.Row> general = new HashMap<>();
    table.general().forEach((family, row) -> general.put(family, alike(row, base, twin)));
    return QualityTable.of(rows, general, alike(table.clusters(), base, twin));
  }

  private static QualityTable.Row alike(QualityTable.Row row, Sample base, Sample twin) {
    return new QualityTable.Row(row.task(), alike(row.learned(), base, twin), row.clusters());
  }

  private static <T> Map<Target, T> alike(Map<Target, T> known, Sample base, Sample twin) {
    Map<Target, T> more = new HashMap<>(known);
    if (known.containsKey(base.target())) {
      more.put(twin.target(), known.get(base.target()));
    }
    return more;
  }

  private static Map<Target, Quality> qualities(Decision decision) {
    Map<Target, Quality> qualities = new HashMap<>();
    for (Score score : decision.layers().getLast().scored()) {
      if (score instanceof Score.Worth worth) {
        qualities.put(worth.target(), worth.quality());
      }
    }
    return qualities;
  }
}
