package dev.signalbox.gateway;

import dev.signalbox.signals.intake.Lessons;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import java.util.List;

/** Whoever only keeps signals: expects nothing in particular, and learns nothing. */
final class Untaught implements Lessons {
  private static final Prediction EVEN = new Prediction(0.5, 0.5, 0.5, 0.5);

  @Override
  public Prediction predict(Observation.Place place) {
    return EVEN;
  }

  @Override
  public void add(Observation observation, Prediction before) {}

  @Override
  public void remove(long id, Observation.Place place) {}

  @Override
  public void discount(Alarm alarm) {}

  @Override
  public List<Alarm> settle() {
    return List.of();
  }
}
