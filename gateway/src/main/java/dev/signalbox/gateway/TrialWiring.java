package dev.signalbox.gateway;

import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.TrialConfig;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.trial.Shadow;
import dev.signalbox.gateway.trial.Trial;
import io.vertx.core.Vertx;
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
        same.map(Trial::canary).orElseGet(() -> new Canary(config.canary())));
  }

  /** What it works with. */
  record Parts(Vertx vertx, ShadowStore store) {}
}
