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
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.http.Mount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
    return rehearsal(at, PolicyWiring.policyOf(config, stored));
  }

  private Rehearsal rehearsal(Instant at, Snapshot.Policy policy) {
    return new Rehearsal(
        snapshot(Map.of(), policy), new MountedNames(new NameResolver(names()), mounts()), at);
  }

  /** The paths that the doors stand below, by name. */
  Map<String, Mount> mounts() {
    return MountWiring.mountsOf(config).stream()
        .collect(Collectors.toMap(Mount::name, Function.identity()));
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
    return assertions(at, PolicyWiring.policyOf(config, stored));
  }

  /** The same under another policy. */
  List<AssertionResult> assertions(Instant at, Snapshot.Policy policy) {
    if (config.policy().assertions().isEmpty()) {
      return List.of();
    }
    Rehearsal rehearsal = rehearsal(at, policy);
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
