package dev.signalbox.gateway;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.analytics.signal.StoredAnswers;
import dev.signalbox.analytics.signal.StoredSignals;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.admin.signals.SignalSubjects;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.SignalsConfig;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.pipeline.SignalSink;
import dev.signalbox.gateway.route.DecisionLog;
import dev.signalbox.gateway.route.RecentAnswers;
import dev.signalbox.signals.intake.Means;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes signals and learns from them, from the start of the process to its end.
 *
 * @param desk empty where none are taken
 * @param teaching has routing decide on what they teach
 * @param witness what the gateway itself reports to; empty where no signals are taken
 */
record SignalWiring(Optional<SignalDesk> desk, Teaching teaching, Optional<Witness> witness)
    implements AutoCloseable {
  /**
   * What signals are taken with.
   *
   * @param log the decisions that may not be stored yet
   * @param answers counted since the last fault of each deployment
   * @param counters that say when what the gateway has against an answer is lost
   */
  record Parts(
      Store store,
      DecisionLog log,
      AnswersSince answers,
      FaultCounters counters,
      LongSupplier clustersFrom,
      InstantSource clock) {}

  static SignalWiring of(SignalsConfig config, Parts parts) {
    Teaching teaching = new Teaching(config, parts.clustersFrom(), parts.clock());
    if (!config.enabled()) {
      return new SignalWiring(Optional.empty(), teaching, Optional.empty());
    }
    Store store = parts.store();
    SignalDesk desk =
        new SignalDesk(
            new Means(
                new StoredSignals(store.database(), store.writers().facts()),
                new RecentAnswers(parts.log(), new StoredAnswers(store.database())),
                teaching,
                parts.clock(),
                store.ledger()::nextNumber,
                FactIds::firstAt,
                store.node(),
                store.database().place() instanceof Place.Server,
                config.retention().toMillis()));
    return new SignalWiring(Optional.of(desk), teaching, Optional.of(new Witness(parts, desk)));
  }

  /** Takes what the gateway has against answers, before the eyes of {@code watching}. */
  SignalSink before(SignalSink watching) {
    return witness
        .<SignalSink>map(
            taking ->
                (occasion, said) -> {
                  watching.accept(occasion, said);
                  taking.accept(occasion, said);
                })
        .orElse(watching);
  }

  SignalSubjects subjectsOf(GatewayConfig config) {
    return new SignalSubjects(desk, config.signals().alerts(), teaching::proof);
  }

  /** Stores what still waits. */
  @Override
  public void close() {
    desk.ifPresent(SignalDesk::close);
  }
}
