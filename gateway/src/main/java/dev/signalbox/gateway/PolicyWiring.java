package dev.signalbox.gateway;

import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.NameTable;
import dev.signalbox.engine.naming.ProviderNames;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.PolicyConfig;
import dev.signalbox.gateway.config.ProfileConfig;
import dev.signalbox.gateway.config.TrialConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From the configuration to what is wanted of routing. */
final class PolicyWiring {
  private PolicyWiring() {}

  /** The built-in profiles, those of the file over them, and the rules. */
  static Snapshot.Policy policyOf(GatewayConfig config) {
    return policyOf(config, List.of());
  }

  /**
   * The same with {@code stored} profiles, which win over built-in ones and not over the file's.
   */
  static Snapshot.Policy policyOf(GatewayConfig config, List<Profile> stored) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    BuiltInProfiles.all().forEach(profile -> profiles.put(profile.id(), profile));
    stored.forEach(profile -> profiles.put(profile.id(), profile));
    PolicyConfig policy = config.policy();
    policy.profiles().stream()
        .map(ProfileConfig::profile)
        .forEach(profile -> profiles.put(profile.id(), profile));
    return new Snapshot.Policy(profiles, policy.selection().profile(), policy.rules());
  }

  /** The policy on trial: {@code inForce} with what {@code trial} changes. */
  static Snapshot.Policy policyOf(TrialConfig.Policy trial, Snapshot.Policy inForce) {
    Map<String, Profile> profiles = new LinkedHashMap<>(inForce.profiles());
    trial.profiles().stream()
        .map(ProfileConfig::profile)
        .forEach(profile -> profiles.put(profile.id(), profile));
    return new Snapshot.Policy(
        profiles,
        trial.profile().orElse(inForce.standard()),
        trial.rules().orElse(inForce.rules()));
  }

  /**
   * A sentence for each selector that names nothing which is known to be served: most likely a
   * mistake, but a model may also be new or not listed yet.
   */
  static List<String> idleSelectors(GatewayConfig config, NameTable names) {
    Stream<Origin> origins =
        Stream.concat(
            config.policy().profiles().stream()
                .map(ProfileConfig::profile)
                .map(profile -> new Origin("profile " + profile.id(), profile.wishes())),
            config.policy().rules().stream()
                .map(rule -> new Origin("rule " + rule.name(), rule.wishes())));
    return origins
        .flatMap(
            origin ->
                origin
                    .selectors()
                    .filter(selector -> isIdle(selector, names))
                    .map(
                        selector ->
                            "the %s names `%s`, which fits no model that is known to be served"
                                .formatted(origin.by(), selector)))
        .toList();
  }

  /** A sentence for each fallback that stands for nothing. */
  static List<String> idleFallbacks(GatewayConfig config, NameResolver resolver) {
    return config.policy().selection().fallbacks().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .filter(
                        name ->
                            !(resolver.resolve(name, MountNames.NONE, 0)
                                instanceof Resolution.Resolved))
                    .map(
                        name ->
                            "the fallback `%s` of `%s` stands for no model that is known to be served"
                                .formatted(name, entry.getKey())))
        .toList();
  }

  /** Whose selectors, in words. */
  private record Origin(String by, Wishes wishes) {
    Stream<Selector> selectors() {
      return Stream.of(wishes.allow(), wishes.deny(), wishes.prefer(), wishes.avoid(), wishes.pin())
          .flatMap(List::stream)
          .distinct();
    }
  }

  private static boolean isIdle(Selector selector, NameTable names) {
    return names.providers().stream().noneMatch(provider -> names(selector, provider, names));
  }

  private static boolean names(Selector selector, ProviderNames provider, NameTable names) {
    List<String> models = names.modelsOf(provider);
    return models.isEmpty()
        ? selector.mayMatch(provider.id())
        : models.stream()
            .map(model -> new Target(provider.id(), model))
            .anyMatch(target -> selector.matches(target, familyOf(target, provider, names)));
  }

  private static Optional<String> familyOf(Target target, ProviderNames provider, NameTable names) {
    return names
        .catalog()
        .of(provider.maker(), target.model())
        .or(() -> names.catalog().named(target.model()).stream().findFirst())
        .flatMap(ModelCard::family);
  }
}
