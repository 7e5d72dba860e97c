package dev.signalbox.signals.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is learnt depends on what is known and on nothing else. */
final class LearnerPropertiesTest {
  /** Most signals of a try. */
  private static final int SIGNALS = Boolean.getBoolean("full") ? 600 : 200;

  private static Learner learner() {
    return new Learner(LearningSettings.STANDARD, School.CARDS);
  }

  /**
   * Hears all, with a refresh at up to ten moments that {@code seed} draws; returns what was
   * expected before each.
   */
  private static Map<Long, Prediction> hear(Learner learner, List<Observation> all, long seed) {
    Map<Long, Prediction> before = new HashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (Observation observation : all) {
      Prediction expected = learner.predict(observation.place());
      before.put(observation.id(), expected);
      learner.add(observation, expected);
      if (random.nextInt(all.size()) < 10) {
        learner.refresh();
      }
    }
    learner.refresh();
    return before;
  }

  private static Learner rebuilt(List<Observation> all, Map<Long, Prediction> before) {
    Learner learner = learner();
    tell(learner, all, before);
    learner.refresh();
    return learner;
  }

  private static void tell(Learner learner, List<Observation> all, Map<Long, Prediction> before) {
    all.forEach(each -> learner.add(each, Objects.requireNonNull(before.get(each.id()))));
  }

  /** Alarms among {@code all}, with ids that no signal has. */
  private static List<Alarm> alarms(List<Observation> all, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    List<Alarm> alarms = new ArrayList<>();
    for (Observation each : all) {
      if (random.nextInt(all.size()) < 3) {
        alarms.add(
            new Alarm(
                1_000 + each.id(),
                each.decidedAtMillis(),
                each.place().target(),
                each.place().project(),
                each.place().task(),
                7));
      }
    }
    return alarms;
  }

  @Property
  void aRebuildInAnyOrderEqualsWhatWent(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all, seed);
    List<Alarm> alarms = alarms(all, seed);
    alarms.forEach(live::discount);
    live.refresh();

    Learner rebuilt = learner();
    School.shuffled(alarms, seed).forEach(rebuilt::discount);
    tell(rebuilt, School.shuffled(all, seed), before);
    rebuilt.refresh();

    assertThat(rebuilt.made()).isEqualTo(live.made());
  }

  @Property
  void whatIsTakenBackNeverWas(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    List<Observation> kept = all.subList(0, all.size() / 2);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, kept, seed);
    Learner.Made made = live.made();
    List<Observation> more = new ArrayList<>(all.subList(kept.size(), all.size()));
    more.forEach(each -> live.add(each, live.predict(each.place())));
    live.refresh();

    School.shuffled(more, seed).forEach(each -> live.remove(each.id(), each.place()));
    live.refresh();

    assertThat(live.made()).isEqualTo(made);
    assertThat(live.made()).isEqualTo(rebuilt(kept, before).made());
  }

  @Property
  void whatIsTooOldNeverWas(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all, seed);
    List<Alarm> alarms = alarms(all, seed);
    alarms.forEach(live::discount);
    live.refresh();
    long gone = new SplittableRandom(seed).nextLong(2_000);

    live.forgetUpTo(gone);
    live.refresh();

    Learner rebuilt = learner();
    alarms.stream().filter(each -> each.id() > gone).forEach(rebuilt::discount);
    tell(rebuilt, all.stream().filter(each -> each.id() > gone).toList(), before);
    rebuilt.refresh();
    assertThat(live.made()).isEqualTo(rebuilt.made());
  }

  @Property
  void whatIsKnownAlreadyTeachesNothing(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all, seed);
    Learner.Made made = live.made();

    tell(live, all, before);

    assertThat(live.refresh()).isEmpty();
    assertThat(live.made()).isEqualTo(made);
  }
}
