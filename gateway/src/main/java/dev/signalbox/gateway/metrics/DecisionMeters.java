package dev.signalbox.gateway.metrics;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.ReasonCode;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts decisions that were carried out: whom they chose, and why others were dropped. Told on the
 * threads that serve; used by all of them.
 */
final class DecisionMeters {
  /** Of those for whom the plan had no place. */
  private static final Place FULL = new Place("plan", ReasonCode.PLAN_FULL);

  private final Instruments instruments;
  private final Names names;
  private final Family<Chosen, Counter> chosen;
  private final Counter explored;

  /** By layer and reason, of which the program has a few dozen. */
  private final Map<Place, Counter> drops = new ConcurrentHashMap<>();

  private record Chosen(String profile, String provider, String model) {}

  /** Where something was dropped, and why. */
  private record Place(String layer, ReasonCode reason) {}

  DecisionMeters(Instruments instruments, Names names, Room room) {
    this.instruments = instruments;
    this.names = names;
    String other = LabelValues.OTHER;
    this.chosen = new Family<>(room, 1, this::chosen, new Chosen(other, other, other));
    this.explored =
        instruments.counter("signalbox.decisions.explored", "Decisions in which chance had a part");
  }

  /** Counts {@code decision}. */
  void ended(Decision decision) {
    String profile = names.profiles().of(decision.question().asked().profile());
    if (decision.plan().isEmpty()) {
      chosen.of(new Chosen(profile, LabelValues.NONE, LabelValues.NONE)).increment();
    } else {
      Target first = decision.plan().getFirst().target();
      chosen
          .of(new Chosen(profile, names.providers().of(first.provider()), names.model(first)))
          .increment();
    }
    if (decision.exploration().isPresent()) {
      explored.increment();
    }
    for (LayerRecord layer : decision.layers()) {
      for (ReasonCode code : layer.codes()) {
        count(new Place(layer.layer(), code), 1);
      }
    }
    if (!decision.unplanned().isEmpty()) {
      count(FULL, decision.unplanned().size());
    }
  }

  private void count(Place place, int times) {
    drops
        .computeIfAbsent(
            place,
            _ ->
                instruments.counter(
                    "signalbox.decision.drops",
                    "Deployments that decisions dropped, by layer and reason",
                    "layer",
                    place.layer(),
                    "reason",
                    place.reason().id()))
        .increment(times);
  }

  private Counter chosen(Chosen choice) {
    return instruments.counter(
        "signalbox.decisions",
        "Decisions by profile and the deployment that they chose first; (none) where they found none",
        "profile",
        choice.profile(),
        "provider",
        choice.provider(),
        "model",
        choice.model());
  }
}
