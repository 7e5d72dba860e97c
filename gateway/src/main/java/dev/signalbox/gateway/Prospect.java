package dev.signalbox.gateway;

import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.assertion.AssertionCheck;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogOverlay;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.NameTable;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.http.Mount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration as routing sees it before there is any traffic.
 *
 * @param catalog the shipped one with the configuration's cards over it
 */
record Prospect(GatewayConfig config, Catalog catalog) {
  /**
   * The prospect of {@code config}.
   *
   * @param today when the configuration's cards are read
   */
  static Prospect of(GatewayConfig config, LocalDate today) {
    Catalog shipped = CatalogReader.standard();
    return new Prospect(
        config,
        config.cards().isEmpty()
            ? shipped
            : new CatalogOverlay("config", today).over(shipped, config.cards()));
  }

  /** What names stand for. */
  NameTable names() {
    return NameWiring.tableOf(config, catalog);
  }

  /**
   * What is decided on.
   *
   * @param listed models that servers list themselves, by provider id
   */
  Snapshot snapshot(Map<String, List<String>> listed, Snapshot.Policy policy) {
    Fleet fleet = new FleetWiring(catalog, listed).fleetOf(config);
    return new Snapshot(SnapshotCodec.revisions(policy, fleet), policy, fleet);
  }

  /** The same with what {@code learnt} was decided on knows of the quality of answers. */
  Snapshot snapshot(Map<String, List<String>> listed, Snapshot.Policy policy, Snapshot learnt) {
    Snapshot declared = snapshot(listed, policy);
    return learnt.quality().isEmpty()
        ? declared
        : declared.withQuality(
            SnapshotCodec.qualityRevision(declared.standings(), learnt.quality()),
            learnt.quality());
  }

  /** Decides requests that nobody sent, at {@code at}, with no server asked what it lists. */
  Rehearsal rehearsal(Instant at) {
    return rehearsal(at, List.of());
  }

  private Rehearsal rehearsal(Instant at, List<Profile> stored) {
    NameResolver resolver = new NameResolver(names());
    Map<String, Mount> mounts =
        MountWiring.mountsOf(config).stream()
            .collect(Collectors.toMap(Mount::name, Function.identity()));
    return new Rehearsal(
        snapshot(Map.of(), PolicyWiring.policyOf(config, stored)),
        new MountedNames(resolver, mounts),
        at);
  }

  /** What names stand for below each path. */
  private record MountedNames(NameResolver resolver, Map<String, Mount> mounts)
      implements Rehearsal.Names {
    @Override
    public Resolution resolve(String app, String model) {
      return resolver.resolve(model, mount(app).names(), 0);
    }

    @Override
    public Optional<String> profile(String app) {
      return Optional.of(mount(app).profile()).filter(profile -> !profile.isEmpty());
    }

    private Mount mount(String app) {
      return mounts.getOrDefault(app, Mount.ROOT);
    }
  }

  /** What the assertions come to at {@code at}, in the order of the file. */
  List<AssertionResult> assertions(Instant at) {
    return assertions(at, List.of());
  }

  /**
   * Refuses what breaks an assertion.
   *
   * @throws IllegalArgumentException with a line for each that is broken
   */
  void requireAssertions(Instant at) {
    List<String> broken =
        assertions(at).stream()
            .filter(result -> !result.held())
            .map(AssertionResult::breach)
            .toList();
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", broken));
    }
  }

  /** The same with these stored profiles. */
  List<AssertionResult> assertions(Instant at, List<Profile> stored) {
    if (config.policy().assertions().isEmpty()) {
      return List.of();
    }
    Rehearsal rehearsal = rehearsal(at, stored);
    return config.policy().assertions().stream()
        .map(assertion -> AssertionCheck.run(assertion, rehearsal))
        .toList();
  }

  /** What is probably a mistake, a sentence each. */
  List<String> warnings() {
    NameTable names = names();
    return Stream.concat(
            PolicyWiring.idleSelectors(config, names).stream(),
            PolicyWiring.idleFallbacks(config, new NameResolver(names)).stream())
        .toList();
  }
}
