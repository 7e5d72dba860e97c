package dev.signalbox.gateway;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.Rewrite;
import dev.signalbox.gateway.config.AppConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.VirtualGateway;
import dev.signalbox.gateway.http.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From the configuration to the paths that the doors stand below: the root, apps, gateways. */
final class MountWiring {
  private MountWiring() {}

  /** All of them, the root first. */
  static List<Mount> mountsOf(GatewayConfig config) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(Mount.ROOT);
    config.apps().forEach(app -> mounts.add(mountOf(app)));
    config.enabledGateways().forEach(gateway -> mounts.add(mountOf(gateway)));
    return mounts;
  }

  /** Where apps are mounted. */
  static Set<String> appPathsOf(GatewayConfig config) {
    return config.apps().stream().map(AppConfig::path).collect(Collectors.toSet());
  }

  private static Mount mountOf(AppConfig app) {
    return new Mount(
        app.name(),
        app.path(),
        app.protocols(),
        NameWiring.namesOf(app.routing()),
        app.models().stream().map(model -> new Mount.Listed(model.id(), model.ownedBy())).toList(),
        app.profile().orElse(""),
        Optional.empty());
  }

  private static Mount mountOf(VirtualGateway gateway) {
    return new Mount(
        gateway.app(),
        VirtualGateway.PATH + gateway.id(),
        gateway.protocols(),
        namesOf(gateway),
        List.of(new Mount.Listed(gateway.customModel(), "signalbox")),
        gateway.profile().orElse(""),
        Optional.of(gateway.app()));
  }

  /** Its own name, or every name, stands for its one model; answers say the name asked for. */
  private static MountNames namesOf(VirtualGateway gateway) {
    return MountNames.only(
        List.of(
            new Rewrite(
                gateway.anyModel() ? "" : gateway.customModel(),
                gateway.anyModel(),
                gateway.upstream().id(),
                Optional.of(gateway.model()),
                true)));
  }
}
