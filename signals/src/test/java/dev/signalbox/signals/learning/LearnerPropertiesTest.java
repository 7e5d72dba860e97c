package dev.signalbox.signals.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is learnt depends on what is known and on nothing else. */
final class LearnerPropertiesTest {
  private static final int SIGNALS = 300;

  private static Learner learner() {
    return new Learner(LearningSettings.STANDARD, School.CARDS);
  }

  /** Hears all, with a refresh now and then; returns what was expected before each. */
  private static Map<Long, Prediction> hear(Learner learner, List<Observation> all) {
    Map<Long, Prediction> before = new HashMap<>();
    for (Observation observation : all) {
      Prediction expected = learner.predict(observation.place());
      before.put(observation.id(), expected);
      learner.add(observation, expected);
      if (observation.id() % 7 == 0) {
        learner.refresh();
      }
    }
    learner.refresh();
    return before;
  }

  private static Learner rebuilt(List<Observation> all, Map<Long, Prediction> before) {
    Learner learner = learner();
    all.forEach(each -> learner.add(each, Objects.requireNonNull(before.get(each.id()))));
    learner.refresh();
    return learner;
  }

  @Property
  void aRebuildInAnyOrderEqualsWhatWent(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all);

    assertThat(rebuilt(School.shuffled(all, seed), before).made()).isEqualTo(live.made());
  }

  @Property
  void whatIsTakenBackNeverWas(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all.subList(0, SIGNALS / 2));
    Learner.Made made = live.made();
    List<Observation> more = new ArrayList<>(all.subList(SIGNALS / 2, SIGNALS));
    more.forEach(each -> live.add(each, live.predict(each.place())));
    live.refresh();

    School.shuffled(more, seed).forEach(each -> live.remove(each.id(), each.place()));
    live.refresh();

    assertThat(live.made()).isEqualTo(made);
    assertThat(live.made()).isEqualTo(rebuilt(all.subList(0, SIGNALS / 2), before).made());
  }

  @Property
  void whatIsKnownAlreadyTeachesNothing(@ForAll long seed) {
    List<Observation> all = School.drawn(seed, SIGNALS);
    Learner live = learner();
    Map<Long, Prediction> before = hear(live, all);
    Learner.Made made = live.made();

    all.forEach(each -> live.add(each, Objects.requireNonNull(before.get(each.id()))));

    assertThat(live.refresh()).isEmpty();
    assertThat(live.made()).isEqualTo(made);
  }
}
