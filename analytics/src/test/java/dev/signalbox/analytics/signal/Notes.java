package dev.signalbox.analytics.signal;

import dev.signalbox.signals.intake.Lessons;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who learns by heart. */
final class Notes implements Lessons {
  final Map<Long, Object> known = new TreeMap<>();
  final List<Alarm> discounted = new ArrayList<>();
  final List<Alarm> found = new ArrayList<>();
  private int asked;

  @Override
  public Prediction predict(Observation.Place place) {
    double expected = (asked++ % 7) / 7.0;
    return new Prediction(expected, expected, expected, expected);
  }

  @Override
  public void add(Observation observation, Prediction before) {
    if (known.put(observation.id(), List.of(observation, before)) != null) {
      throw new IllegalStateException("told twice of " + observation);
    }
  }

  @Override
  public void judged(String decision, double value) {}

  @Override
  public void remove(long id, Observation.Place place) {
    known.remove(id);
  }

  @Override
  public void forgetUpTo(long id) {
    known.keySet().removeIf(each -> each <= id);
    discounted.removeIf(alarm -> alarm.id() <= id);
  }

  @Override
  public void discount(Alarm alarm) {
    discounted.add(alarm);
  }

  @Override
  public List<Alarm> settle() {
    List<Alarm> all = List.copyOf(found);
    found.clear();
    return all;
  }
}
