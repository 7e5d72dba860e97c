package dev.signalbox.gateway.admin.signals;

import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.signals.alert.Thresholds;
import dev.signalbox.signals.learning.Proof;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is said of answers.
 *
 * @param desk takes signals; empty where none are taken
 * @param thresholds what is bad enough to say so
 * @param proof how much of what they taught counts
 */
public record SignalSubjects(
    Optional<SignalDesk> desk, Thresholds thresholds, Supplier<Proof> proof) {
  /** The routes of one event loop. */
  public Subject of(FactReading reading, Vertx vertx) {
    List<Route> routes =
        new ArrayList<>(new SummaryControl(new Alerts(reading, thresholds)).routes());
    routes.addAll(new SignalControl(desk, reading, vertx).routes());
    routes.addAll(new ProofControl(proof).routes());
    return new Subject("signals", "What is said of answers, and what it comes to", routes);
  }
}
