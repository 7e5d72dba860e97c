package dev.signalbox.gateway;

import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.profile.ProfileUse;
import dev.signalbox.gateway.registry.Kind;
import dev.signalbox.gateway.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who names a profile beside those who ask by it: what the configuration says, virtual gateways,
 * also those that take no requests, and stored keys that have not been taken back.
 */
record ProfileUses(GatewayConfig config, Registry registry, AccessState access)
    implements ProfileUse {
  @Override
  public List<String> of(String profile) {
    List<String> users = new ArrayList<>();
    config.apps().stream()
        .filter(app -> app.profile().filter(profile::equals).isPresent())
        .forEach(app -> users.add("the app `%s`".formatted(app.name())));
    if (config.ask().model().filter((NameResolver.PROFILE + profile)::equals).isPresent()) {
      users.add("`ask.model`");
    }
    gateways(profile).forEach(id -> users.add("the virtual gateway `%s`".formatted(id)));
    keys(profile).forEach(label -> users.add("the key `%s`".formatted(label)));
    return users;
  }

  private Stream<String> gateways(String profile) {
    return registry.current().all(Kind.GATEWAY).stream()
        .filter(each -> each.document().path("profile").asText("").equals(profile))
        .map(each -> each.id())
        .sorted();
  }

  private Stream<String> keys(String profile) {
    return access.book().callers().values().stream()
        .map(known -> known.caller())
        .filter(caller -> caller.allowance().profiles().contains(profile))
        .map(Caller::label)
        .distinct()
        .sorted();
  }
}
