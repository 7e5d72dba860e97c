package dev.signalbox.engine.state;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Everything a decision depends on beside its question. Immutable; what does not change from one
 * snapshot to the next is shared between them.
 */
public final class Snapshot {
  private final Revisions revisions;
  private final Policy policy;
  private final Fleet fleet;
  private final Index index;

  /**
   * What people want.
   *
   * @param profiles by id
   * @param standard id of the profile of requests for which neither they nor a rule name one
   * @param rules in order
   */
  public record Policy(Map<String, Profile> profiles, String standard, List<Rule> rules) {
    public Policy {
      profiles = Map.copyOf(profiles);
      rules = List.copyOf(rules);
      if (!profiles.containsKey(standard)) {
        throw new IllegalArgumentException("the profile " + standard + " is missing");
      }
    }

    /** A policy whose standard profile is {@link Profile#STANDARD}. */
    public Policy(Map<String, Profile> profiles, List<Rule> rules) {
      this(profiles, Profile.STANDARD, rules);
    }
  }

  /**
   * A snapshot of {@code fleet}.
   *
   * @throws IllegalArgumentException if two standings are of the same target
   */
  public Snapshot(Revisions revisions, Policy policy, Fleet fleet) {
    this(revisions, policy, fleet, Index.of(Places.of(fleet.standings()), fleet.standings()));
  }

  /** Where a standing is found, and what was learnt of it. */
  private record Index(
      Places places, Field field, Map<Target, Standing> strangers, QualityTable quality) {
    static Index of(Places places, List<Standing> standings) {
      return new Index(places, Field.of(standings, places), Map.of(), QualityTable.EMPTY);
    }

    /** The same under a policy that nothing is derived from yet. */
    Index renewed() {
      return new Index(places.renewed(), field, strangers, quality);
    }
  }

  /**
   * The deployments known beforehand.
   *
   * @param byTarget where each is among the standings
   * @param columns what decisions ask of them
   * @param derived what follows from them and the policy, as far as somebody asked
   */
  private record Places(Map<Target, Integer> byTarget, DeploymentColumns columns, Derived derived) {
    static Places of(List<Standing> standings) {
      return new Places(
          placesOf(standings),
          new DeploymentColumns(standings.stream().map(Standing::deployment).toList()),
          new Derived(standings.size()));
    }

    Places renewed() {
      return new Places(byTarget, columns, new Derived(byTarget.size()));
    }
  }

  /** The standings as decisions look at them. */
  private record Field(StandingColumns columns, List<Candidate> candidates) {
    static Field of(List<Standing> standings, Places places) {
      StandingColumns columns = new StandingColumns(standings, places.columns());
      return new Field(columns, Candidate.among(standings, columns));
    }
  }

  private Snapshot(Revisions revisions, Policy policy, Fleet fleet, Index index) {
    this.revisions = revisions;
    this.policy = policy;
    this.fleet = fleet;
    this.index = index;
  }

  private static Map<Target, Integer> placesOf(List<Standing> standings) {
    Map<Target, Integer> places = HashMap.newHashMap(standings.size());
    for (int i = 0; i < standings.size(); i++) {
      Target target = standings.get(i).deployment().target();
      if (places.put(target, i) != null) {
        throw new IllegalArgumentException("two standings of " + target);
      }
    }
    return places;
  }

  public Revisions revisions() {
    return revisions;
  }

  /** Every deployment known beforehand, in the order of the config. */
  public List<Standing> standings() {
    return fleet.standings();
  }

  /** What decisions ask of {@link #standings}. */
  public StandingColumns columns() {
    return index.field().columns();
  }

  /** Those of {@link #standings} that compete where nobody is named. */
  public List<Candidate> candidates() {
    return index.field().candidates();
  }

  /** Every configured provider, by id. */
  public Map<String, ProviderFacts> providers() {
    return fleet.providers();
  }

  /**
   * How the deployment {@code target} stands; a model that is not known beforehand stands as it was
   * seen, else as a stranger, and one at a provider that is not configured not at all.
   */
  public Optional<Standing> standing(Target target) {
    int place = placeOf(target);
    if (place >= 0) {
      return Optional.of(fleet.standings().get(place));
    }
    Standing seen = index.strangers().get(target);
    return seen != null
        ? Optional.of(seen)
        : Optional.ofNullable(fleet.providers().get(target.provider()))
            .map(provider -> Standing.ofStranger(target, provider));
  }

  /** Where {@code target} is among {@link #standings}; below 0 when it is not known beforehand. */
  public int placeOf(Target target) {
    return index.places().byTarget().getOrDefault(target, -1);
  }

  /**
   * What {@code maker} makes of the policy and of {@link #standings} but for their health, and what
   * is learnt; kept for snapshots that differ in nothing else.
   *
   * @param key what it depends on beside those
   */
  public <T> T derived(Class<T> type, Object key, Supplier<T> maker) {
    return index.places().derived().get(type, key, maker);
  }

  /** What signals taught of the quality of answers. */
  public QualityTable quality() {
    return index.quality();
  }

  /** The same with what signals taught since. */
  public Snapshot withQuality(String revision, QualityTable table) {
    return new Snapshot(
        revisions.withQuality(revision),
        policy,
        fleet,
        new Index(
            index.places(), index.field(), index.strangers(), table.placedFor(fleet.standings())));
  }

  /** The profile of that id. */
  public Optional<Profile> profile(String id) {
    return Optional.ofNullable(policy.profiles().get(id));
  }

  public Policy policy() {
    return policy;
  }

  /**
   * The same with other standings of the same deployments.
   *
   * @param seen models that are not known beforehand but were called, by target; they compete only
   *     where they are named
   */
  public Snapshot refreshed(
      String healthRevision, UnaryOperator<Standing> refresh, Map<Target, Standing> seen) {
    List<Standing> changed = new ArrayList<>(fleet.standings().size());
    for (Standing standing : fleet.standings()) {
      changed.add(refresh.apply(standing));
    }
    return new Snapshot(
        revisions.withHealth(healthRevision),
        policy,
        new Fleet(fleet.providers(), changed),
        new Index(
            index.places(), Field.of(changed, index.places()), Map.copyOf(seen), index.quality()));
  }

  /** Models that are not known beforehand but were called. */
  public Map<Target, Standing> seen() {
    return index.strangers();
  }

  /** The same under another policy. */
  public Snapshot under(String configRevision, Policy changed) {
    return new Snapshot(revisions.withConfig(configRevision), changed, fleet, index.renewed());
  }
}
