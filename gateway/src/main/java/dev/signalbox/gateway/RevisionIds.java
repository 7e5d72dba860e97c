package dev.signalbox.gateway;

import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.route.RevisionDigest;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the parts of a snapshot by their content. */
final class RevisionIds {
  private RevisionIds() {}

  static Revisions of(Snapshot.Policy policy, Fleet fleet) {
    return new Revisions(
        of(policy),
        RevisionDigest.of(
            each(
                fleet,
                standing -> standing.deployment().toString() + standing.deployment().card())),
        RevisionDigest.of(each(fleet, standing -> standing.deployment().price())),
        RevisionDigest.of(each(fleet, standing -> new TreeMap<>(standing.quality()))),
        "h0");
  }

  /** The name of what is served; secrets and assertions have no part in it. */
  static String of(GatewayConfig config) {
    return RevisionDigest.of(config.withoutAssertions().toString());
  }

  /** The name of what people want. */
  static String of(Snapshot.Policy policy) {
    return RevisionDigest.of(new TreeMap<>(policy.profiles()) + policy.standard() + policy.rules());
  }

  private static String each(Fleet fleet, Function<Standing, Object> part) {
    return fleet.standings().stream()
        .map(part)
        .map(String::valueOf)
        .collect(Collectors.joining("\n"));
  }
}
