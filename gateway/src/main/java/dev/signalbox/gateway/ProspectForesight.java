package dev.signalbox.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionHistory;
import dev.signalbox.analytics.profile.StoredProfiles;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.cli.Foresight;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.plan.Planning;
import dev.signalbox.gateway.profile.Profiles;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Foresight by the same means that a start and a reload have. */
public final class ProspectForesight implements Foresight {
  private final InstantSource clock;

  /** Foresight at the time that {@code clock} says. */
  public ProspectForesight(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<String> warnings(GatewayConfig config) {
    return prospect(config).warnings();
  }

  @Override
  public List<AssertionResult> assertions(GatewayConfig config) {
    return prospect(config).assertions(clock.instant());
  }

  @Override
  public Rehearsal.Outcome decide(GatewayConfig config, Assertion.Request request) {
    return prospect(config).rehearsal(clock.instant()).of(request);
  }

  @Override
  public ObjectNode plan(GatewayConfig running, GatewayConfig proposed, Planning.Order order) {
    try (Database facts = Database.toRead(running.database().place(), Area.FACTS)) {
      ProspectProposals proposals = proposals(running);
      return new Planning(new DecisionHistory(facts))
          .plan(proposals.current(), proposals.ofConfig(proposed), order);
    }
  }

  private ProspectProposals proposals(GatewayConfig running) {
    Prospect prospect = prospect(running);
    List<Profile> stored = stored(running);
    Snapshot snapshot =
        prospect.snapshot(Map.of(), PolicyWiring.policyOf(prospect.config(), stored));
    return new ProspectProposals(
        prospect,
        new ProspectProposals.Known(
            () -> snapshot,
            new LiveNames(prospect.names()),
            Map::of,
            () -> stored,
            file -> file,
            clock::instant,
            text -> text));
  }

  private static List<Profile> stored(GatewayConfig running) {
    try (Database control = Database.toRead(running.database().place(), Area.CONTROL)) {
      return Profiles.ofVersions(StoredProfiles.load(control));
    }
  }

  private Prospect prospect(GatewayConfig config) {
    return Prospect.of(config, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
