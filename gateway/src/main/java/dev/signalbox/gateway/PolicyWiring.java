package dev.signalbox.gateway;

import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.GatewayConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the configuration to what people want of the router. */
final class PolicyWiring {
  private PolicyWiring() {}

  static Snapshot.Policy policyOf(GatewayConfig config) {
    Map<String, Profile> profiles = new HashMap<>();
    BuiltInProfiles.all().forEach(profile -> profiles.put(profile.id(), profile));
    return new Snapshot.Policy(profiles, List.of());
  }
}
