package dev.signalbox.signals.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.state.ClusterMix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;

/** What signals of one cell add up to, against its definition reckoned from the newest on. */
final class EvidenceTest {
  private static final int SIGNALS = 300;
  private static final long DAY_MILLIS = 86_400_000;
  private static final LearningSettings SETTINGS = LearningSettings.STANDARD;
  private static final Prediction BEFORE = new Prediction(0.5, 0.6, 0.7, 0.8);
  private static final Offset<Double> ALIKE = within(1e-9);

  /** The definition: each signal counts less by all that are newer. */
  private static final class Definition {
    private final double[] newerOfCluster = new double[ClusterMix.CLUSTERS];
    private final double[] clusterN = new double[ClusterMix.CLUSTERS];
    private final double[] clusterS = new double[ClusterMix.CLUSTERS];
    private final double[] shares = new double[ClusterMix.CLUSTERS];
    private double newer;
    private double n;
    private double s;

    static Definition of(List<Observation> all, Evidence.From from) {
      List<Observation> newest =
          all.stream()
              .sorted(
                  Comparator.comparingLong(Observation::decidedAtMillis)
                      .thenComparingLong(Observation::id)
                      .reversed())
              .limit(Evidence.MOST)
              .toList();
      Map<String, Double> said = new HashMap<>();
      newest.forEach(each -> said.merge(voice(each), counts(each), Double::sum));
      Definition made = new Definition();
      newest.forEach(each -> made.add(each, said.getOrDefault(voice(each), 0.0), from));
      return made;
    }

    private static String voice(Observation observation) {
      return observation.by() + observation.decidedAtMillis() / DAY_MILLIS;
    }

    private static double counts(Observation observation) {
      return observation.weight() * SETTINGS.of(observation.reporter()).informing();
    }

    private void add(Observation observation, double said, Evidence.From from) {
      double heard = counts(observation) * Math.min(1, SETTINGS.dailyCap() / said);
      double full =
          observation.decidedAtMillis() < from.fullMillis() ? SETTINGS.drift().discount() : 1;
      double value = valueOf(observation);
      double weight = heard * full * Math.pow(2, -newer / SETTINGS.halfLife());
      newer += heard;
      n += weight;
      s += weight * value;
      if (observation.decidedAtMillis() < from.clustersMillis()) {
        return;
      }
      ClusterMix mix = observation.place().mix();
      for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
        int k = mix.cluster(i);
        double share = mix.share(i) / 1_000.0;
        double own =
            heard * share * full * Math.pow(2, -newerOfCluster[k] / (4 * SETTINGS.halfLife()));
        newerOfCluster[k] += heard * share;
        shares[k] += weight * share;
        clusterN[k] += own;
        clusterS[k] += own * value;
      }
    }

    private static double valueOf(Observation observation) {
      return observation.reporter() == Reporter.GATEWAY
          ? observation.value() * BEFORE.cluster()
          : SETTINGS.of(observation.reporter()).unbiased(observation.value());
    }
  }

  @Property
  void signalsAddUpAsDefinedHoweverTheyCome(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> all = new ArrayList<>(School.drawn(seed, SIGNALS));
    Evidence.From from =
        new Evidence.From(
            random.nextLong(School.SPAN_MILLIS), random.nextLong(School.SPAN_MILLIS) / 2);
    Evidence evidence = new Evidence(SETTINGS, new Fading(SETTINGS.halfLife()));
    for (Observation each : all) {
      evidence.add(new Evidence.Entry(each, BEFORE));
      if (random.nextInt(5) == 0) {
        evidence.sums(from);
      }
    }
    if (random.nextBoolean()) {
      Observation revoked = all.remove(random.nextInt(all.size()));
      evidence.remove(revoked.id());
    }

    CellSums sums = evidence.sums(from);

    Definition definition = Definition.of(all, from);
    assertThat(sums.n()).isCloseTo(definition.n, ALIKE);
    assertThat(sums.s()).isCloseTo(definition.s, ALIKE);
    double[] effects = new double[ClusterMix.CLUSTERS];
    double[] left = new double[ClusterMix.CLUSTERS];
    for (int k = 0; k < effects.length && sums.clustered(); k++) {
      effects[k] = 1;
      assertThat(sums.explained(effects)).isCloseTo(definition.shares[k], ALIKE);
      effects[k] = 0;
      assertThat(sums.clusterN(k)).isCloseTo(definition.clusterN[k], ALIKE);
      assertThat(sums.clusterS(k)).isCloseTo(definition.clusterS[k], ALIKE);
    }
    if (sums.clustered()) {
      sums.expect(-1, left);
      assertThat(left).containsExactly(definition.clusterN, ALIKE);
    } else {
      assertThat(definition.clusterN).containsOnly(0);
    }
  }

  @Example
  void whatComesLateOfTheLastDayAndOfTheOneBeforeCountsOnBoth() {
    Evidence.From from = new Evidence.From(0, 0);
    Evidence evidence = new Evidence(SETTINGS, new Fading(SETTINGS.halfLife()));
    List<Observation> early = List.of(heavy(1, DAY_MILLIS), heavy(2, 2 * DAY_MILLIS + 9));
    List<Observation> late = List.of(heavy(3, 2 * DAY_MILLIS + 5), heavy(4, DAY_MILLIS + 5));
    early.forEach(each -> evidence.add(new Evidence.Entry(each, BEFORE)));
    evidence.sums(from);
    late.forEach(each -> evidence.add(new Evidence.Entry(each, BEFORE)));

    CellSums sums = evidence.sums(from);

    List<Observation> all = Stream.concat(early.stream(), late.stream()).toList();
    assertThat(sums.n()).isCloseTo(Definition.of(all, from).n, ALIKE);
  }

  /** One that is all that its key may say in a day. */
  private static Observation heavy(long id, long decidedAtMillis) {
    Observation.Place place = School.place("project", "task", School.GOOD);
    return new Observation(
        id, decidedAtMillis, place, Reporter.TEST, "key", 1, SETTINGS.dailyCap());
  }

  @Property(tries = 3)
  void ofMoreSignalsThanCountTheNewestDo(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> all = new ArrayList<>();
    Evidence evidence = new Evidence(SETTINGS, new Fading(SETTINGS.halfLife()));
    Evidence.From from = new Evidence.From(0, 0);
    for (int id = 1; id <= 2 * Evidence.MOST + 100; id++) {
      Observation next =
          new Observation(
              id,
              1_000_000L + id * 100_000L,
              School.place("project", "task", School.GOOD),
              Reporter.USER,
              "key" + random.nextInt(9),
              random.nextInt(2),
              1);
      all.add(next);
      evidence.add(new Evidence.Entry(next, BEFORE));
      if (id % 5_000 == 0) {
        assertThat(evidence.sums(from).n()).isCloseTo(Definition.of(all, from).n, ALIKE);
      }
    }
    Definition definition = Definition.of(all, from);

    assertThat(evidence.sums(from).n()).isCloseTo(definition.n, ALIKE);
    assertThat(evidence.sums(from).s()).isCloseTo(definition.s, ALIKE);
  }
}
