package dev.signalbox.signals.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What signals of many kinds come to. */
final class LearnerTest {
  private final Learner learner = new Learner(LearningSettings.STANDARD, School.CARDS);
  private final SplittableRandom random = new SplittableRandom(7);
  private long id;

  private void say(Observation.Place place, double value) {
    Observation said = School.said(++id, place, value);
    learner.add(said, learner.predict(place));
  }

  /** Reports of {@code count} answers of which {@code share} are good. */
  private void report(Observation.Place place, int count, double share) {
    report(place, count, share, 10);
  }

  private void report(Observation.Place place, int count, double share, int inARefresh) {
    for (int i = 0; i < count; i++) {
      say(place, random.nextDouble() < share ? 1 : 0);
      if (i % inARefresh == 0) {
        learner.refresh();
      }
    }
    learner.refresh();
  }

  private double expected(String project, String task, Target target) {
    return learner.predict(School.place(project, task, target)).task();
  }

  @Test
  void aHardTaskMakesNoModelLookBad() {
    report(School.place("shop", "riddles", School.GOOD), 200, 0.2);

    double used = expected("shop", "riddles", School.GOOD);
    assertThat(used).isCloseTo(0.2, within(0.08));
    assertThat(expected("shop", "riddles", School.RARE)).isCloseTo(used, within(0.03));
    assertThat(expected("shop", "mails", School.GOOD))
        .isCloseTo(expected("shop", "mails", School.RARE), within(0.03));
  }

  @Test
  void oneModelIsToldFromAnotherWhereBothAreUsed() {
    for (int i = 0; i < 20; i++) {
      report(School.place("shop", "mails", School.GOOD), 10, 0.9);
      report(School.place("shop", "mails", School.POOR), 10, 0.5);
    }

    assertThat(expected("shop", "mails", School.GOOD) - expected("shop", "mails", School.POOR))
        .isBetween(0.25, 0.45);
    assertThat(learner.made().proof().of("shop")).isNotEqualTo(Level.CARD);
    assertThat(learner.made().table().rows()).hasSize(1);
  }

  @Test
  void whereNothingIsToBeLearntItStandsDown() {
    for (int i = 0; i < 30; i++) {
      report(School.place("shop", "mails", School.GOOD), 10, 0.7);
      report(School.place("shop", "mails", School.POOR), 10, 0.7);
    }

    assertThat(learner.made().proof().of("shop")).isEqualTo(Level.CARD);
    assertThat(learner.made().table().rows().values())
        .allSatisfy(row -> assertThat(row.learned()).isEmpty());
  }

  @Test
  void fewSignalsProveNothingHoweverClearTheyAre() {
    clear(14);
    Proof few = learner.made().proof();
    clear(2);
    Proof enough = learner.made().proof();

    assertThat(few.overall().signals()).isLessThan(Proof.LEAST);
    assertThat(few.overall().gains().values()).anyMatch(gain -> gain.lower() > 0);
    assertThat(few.of("shop")).isEqualTo(Level.CARD);
    assertThat(enough.overall().signals()).isGreaterThanOrEqualTo(Proof.LEAST);
    assertThat(enough.of("shop")).isNotEqualTo(Level.CARD);
  }

  /** So many times one model is good and another is not. */
  private void clear(int times) {
    for (int i = 0; i < times; i++) {
      say(School.place("shop", "mails", School.GOOD), 1);
      say(School.place("shop", "mails", School.POOR), 0);
      learner.refresh();
    }
  }

  @Test
  void whatWasLearntOfAClusterHoldsForSuchPromptsAlone() {
    for (int i = 0; i < 400; i++) {
      say(near(0, School.GOOD), 1);
      say(near(1, School.GOOD), 0);
      say(near(0, School.POOR), 0);
      say(near(1, School.POOR), 1);
      if (i % 20 == 0) {
        learner.refresh();
      }
    }
    learner.refresh();

    assertThat(learner.predict(near(0, School.GOOD)).cluster()).isGreaterThan(0.7);
    assertThat(learner.predict(near(1, School.GOOD)).cluster()).isLessThan(0.3);
    assertThat(learner.made().proof().of("shop")).isEqualTo(Level.CLUSTER);

    learner.clustersFrom(Long.MAX_VALUE);
    learner.refresh();
    assertThat(learner.predict(near(0, School.GOOD)).cluster())
        .isCloseTo(learner.predict(near(1, School.GOOD)).cluster(), within(1e-12));
  }

  private static Observation.Place near(int cluster, Target target) {
    return new Observation.Place(
        "shop", "mails", TaskFamily.GENERAL, target, ClusterMix.of(cluster));
  }

  @Test
  void noKeySaysMoreInADayThanIsHeard() {
    Learner capped =
        new Learner(
            new LearningSettings(
                200,
                LearningSettings.STANDARD.trust(),
                5,
                LearningSettings.Priors.STANDARD,
                LearningSettings.Drift.STANDARD),
            School.CARDS);
    Observation.Place place = School.place("shop", "mails", School.GOOD);
    for (int i = 1; i <= 1_000; i++) {
      capped.add(School.said(i, place, 0), capped.predict(place));
    }
    capped.refresh();

    assertThat(capped.made().table().rows().values())
        .singleElement()
        .satisfies(row -> assertThat(row.task().nMilli()).isLessThanOrEqualTo(5_000));
  }

  @Test
  void faultsOfAModelThatIsUsedMuchSayNoMoreOfIt() {
    Observation.Place much = School.place("shop", "mails", School.GOOD);
    Observation.Place little = School.place("shop", "mails", School.POOR);
    for (int i = 0; i < 40; i++) {
      fault(much, 100);
      fault(little, 5);
    }
    learner.refresh();

    assertThat(expected("shop", "mails", School.GOOD))
        .isGreaterThan(expected("shop", "mails", School.POOR));
  }

  /** One fault among {@code answers}. */
  private void fault(Observation.Place place, int answers) {
    Observation fault =
        new Observation(++id, id, place, Reporter.GATEWAY, "", 1 - 1.0 / answers, answers);
    learner.add(fault, learner.predict(place));
    learner.refresh();
  }

  @Test
  void aModelThatGetsWorseIsNoticedAndItsPastCountsLess() {
    Observation.Place place = School.place("shop", "mails", School.GOOD);
    report(place, 300, 0.85);
    assertThat(learner.newAlarms()).isEmpty();

    List<Alarm> alarms = List.of();
    int after = 0;
    while (alarms.isEmpty() && after < 100) {
      report(place, 1, 0.5);
      alarms = learner.newAlarms();
      after++;
    }

    assertThat(alarms).singleElement().extracting(Alarm::target).isEqualTo(School.GOOD);
    assertThat(after).isLessThan(60);
    double before = expected("shop", "mails", School.GOOD);
    learner.discount(alarms.getFirst());
    learner.refresh();
    assertThat(expected("shop", "mails", School.GOOD)).isLessThan(before - 0.1);
  }

  @Test
  void chanceAloneGivesNoAlarm() {
    for (int i = 0; i < 20; i++) {
      report(School.place("shop", "mails", School.GOOD), 500, 0.8, 50);
      report(School.place("shop", "code", School.POOR), 500, 0.6, 50);
    }

    assertThat(learner.newAlarms()).isEmpty();
  }
}
