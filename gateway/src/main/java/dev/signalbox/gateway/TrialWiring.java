package dev.signalbox.gateway;

import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.analytics.trial.StoredStops;
import dev.signalbox.engine.archive.RevisionDigest;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.TrialConfig;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.trial.Shadow;
import dev.signalbox.gateway.trial.Trial;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;

/** From the configuration to the policy that is tried before it is applied. */
final class TrialWiring {
  private TrialWiring() {}

  /**
   * The trial of {@code config}.
   *
   * @param inForce the policy in force
   * @param earlier goes on where its configuration is the same: what was counted, and a canary that
   *     has stood down
   */
  static Trial trialOf(
      TrialConfig config, Snapshot.Policy inForce, Parts parts, Optional<Live> earlier) {
    Optional<Trial> same =
        earlier
            .filter(old -> old.config().trial().equals(config))
            .map(old -> old.routing().trial());
    return new Trial(
        policy -> PolicyWiring.policyOf(config.policy(), policy),
        inForce,
        same.map(Trial::shadow)
            .orElseGet(
                () ->
                    new Shadow(
                        config.shadowMillionths(),
                        parts.store(),
                        work -> ExecutionWiring.offLoop(parts.vertx(), work))),
        same.map(Trial::canary).orElseGet(() -> canaryOf(config, parts.stops())));
  }

  private static Canary canaryOf(TrialConfig config, Optional<StoredStops> stops) {
    Canary canary =
        new Canary(
            config.canary(),
            stop ->
                stops.ifPresent(
                    shared ->
                        shared.tell(
                            new StoredStops.Stop(
                                nameOf(config),
                                stop.at().toEpochMilli(),
                                stop.guard(),
                                stop.text()))));
    stops.ifPresent(shared -> standDown(canary, config, shared));
    return canary;
  }

  /** Ends {@code canary} where it was ended on another node; blocks. */
  static void standDown(Canary canary, TrialConfig config, StoredStops stops) {
    stops
        .of(nameOf(config))
        .ifPresent(
            stop ->
                canary.standDown(
                    new Canary.Stop(
                        Instant.ofEpochMilli(stop.atMillis()), stop.guard(), stop.text())));
  }

  /** The same on all nodes that have the same file. */
  private static String nameOf(TrialConfig config) {
    return RevisionDigest.of(config.toString());
  }

  /**
   * What it works with.
   *
   * @param stops canaries that were ended; empty where no other node has one
   */
  record Parts(Vertx vertx, ShadowStore store, Optional<StoredStops> stops) {}
}
