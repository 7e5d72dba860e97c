package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import java.util.List;

/** Who learns from signals; called by one thread. */
public interface Lessons {
  /** What is expected of an answer at {@code place}, before it is known how it was. */
  Prediction predict(Observation.Place place);

  /** Learns from {@code observation}, of which {@code before} was expected. */
  void add(Observation observation, Prediction before);

  /** Hears that the answer which came of {@code decision} was that good, from 0 to 1. */
  void judged(String decision, double value);

  /** Forgets the observation of that id as if it had never been; nothing where there is none. */
  void remove(long id, Observation.Place place);

  /** Forgets all rows up to that id, observations and alarms, as if they had never been. */
  void forgetUpTo(long id);

  /** Trusts less what was learnt of a model before it got worse. */
  void discount(Alarm alarm);

  /**
   * Puts into force what was learnt since the last call. Called about once a second, when there was
   * something.
   *
   * @return models that were found to have got worse, which are then stored and come back through
   *     {@link #discount}; they have no id yet
   */
  List<Alarm> settle();
}
