package dev.signalbox.gateway;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.analytics.signal.StoredAnswers;
import dev.signalbox.analytics.signal.StoredSignals;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.admin.signals.SignalSubjects;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.SignalsConfig;
import dev.signalbox.gateway.route.DecisionLog;
import dev.signalbox.gateway.route.RecentAnswers;
import dev.signalbox.signals.intake.Lessons;
import dev.signalbox.signals.intake.Means;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes signals, from the start of the process to its end.
 *
 * @param desk empty where none are taken
 */
record SignalWiring(Optional<SignalDesk> desk) implements AutoCloseable {
  /**
   * What signals are taken with.
   *
   * @param log the decisions that may not be stored yet
   * @param lessons whoever learns from signals, called on the desk's thread only
   */
  record Parts(Store store, DecisionLog log, Lessons lessons, InstantSource clock) {}

  static SignalWiring of(SignalsConfig config, Parts parts) {
    if (!config.enabled()) {
      return new SignalWiring(Optional.empty());
    }
    Store store = parts.store();
    return new SignalWiring(
        Optional.of(
            new SignalDesk(
                new Means(
                    new StoredSignals(store.database(), store.writers().facts()),
                    new RecentAnswers(parts.log(), new StoredAnswers(store.database())),
                    parts.lessons(),
                    parts.clock(),
                    store.ledger()::nextNumber,
                    FactIds::firstAt,
                    store.node(),
                    store.database().place() instanceof Place.Server,
                    config.retention().toMillis()))));
  }

  SignalSubjects subjectsOf(GatewayConfig config) {
    return new SignalSubjects(desk, config.signals().alerts());
  }

  /** Stores what still waits. */
  @Override
  public void close() {
    desk.ifPresent(SignalDesk::close);
  }
}
