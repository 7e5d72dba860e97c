package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is wanted of the router, for tests: one profile and rules. As {@link #nothing} makes it, a
 * point is worth $1 per 1,000 requests, so that a thousandth of a dollar costs a point, and a
 * second is worth a point too.
 *
 * @param profile under the standard id
 */
public record Wants(Profile profile, List<Rule> rules) {
  /** What snapshots of tests are made of. */
  public static final Revisions REVISIONS = new Revisions("c1", "k1", "p1", "q1", "h1");

  private static final Trade EVEN = new Trade(1_000_000, Trade.POINT);

  public static Wants nothing() {
    return of(EVEN);
  }

  public static Wants of(Trade trade) {
    return new Wants(
        new Profile(
            Profile.STANDARD,
            "",
            TaskFamily.GENERAL,
            trade,
            Bounds.NONE,
            Wishes.NONE,
            Terms.NONE,
            Handling.STANDARD),
        List.of());
  }

  public Wants with(Trade trade) {
    return with(profile.bounds(), trade, profile.handling());
  }

  public Wants with(Bounds bounds) {
    return with(bounds, profile.trade(), profile.handling());
  }

  public Wants with(Handling handling) {
    return with(profile.bounds(), profile.trade(), handling);
  }

  private Wants with(Bounds bounds, Trade trade, Handling handling) {
    return new Wants(
        new Profile(
            profile.id(),
            "",
            profile.family(),
            trade,
            bounds,
            profile.wishes(),
            profile.terms(),
            handling),
        rules);
  }

  public Wants with(Wishes wishes) {
    return with(wishes, profile.terms());
  }

  public Wants with(Terms terms) {
    return with(profile.wishes(), terms);
  }

  private Wants with(Wishes wishes, Terms terms) {
    return new Wants(
        new Profile(
            profile.id(),
            "",
            profile.family(),
            profile.trade(),
            profile.bounds(),
            wishes,
            terms,
            profile.handling()),
        rules);
  }

  public Wants with(Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return new Wants(profile, more);
  }

  public Wants unknownAllowed() {
    return with(profile.handling().withUnknownAllowed(true));
  }

  public Wants attempts(int most) {
    return with(
        new Handling(
            false, false, most, Trade.POINT, Optional.empty(), Optional.empty(), Checks.NONE));
  }

  /**
   * With chance in so many millionths of the requests that cost no more than so many nano-dollars.
   */
  public Wants exploring(int share, long mostNanos) {
    Handling handling = profile.handling();
    return with(
        new Handling(
            handling.strict(),
            handling.unknownAllowed(),
            handling.maxAttempts(),
            handling.switchUtility(),
            handling.hedge(),
            Optional.of(new Exploring(share, mostNanos)),
            Checks.NONE));
  }

  /** The highest cost of a request, in nano-dollars. */
  public Wants ceiling(long nanos) {
    return with(
        new Bounds(
            OptionalLong.of(nanos),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty()));
  }

  public static Wishes allow(String... selectors) {
    return new Wishes(Selector.all(selectors), List.of(), List.of(), List.of(), List.of());
  }

  public static Wishes deny(String... selectors) {
    return new Wishes(List.of(), Selector.all(selectors), List.of(), List.of(), List.of());
  }

  public static Wishes prefer(String... selectors) {
    return new Wishes(List.of(), List.of(), Selector.all(selectors), List.of(), List.of());
  }

  public static Wishes avoid(String... selectors) {
    return new Wishes(List.of(), List.of(), List.of(), Selector.all(selectors), List.of());
  }

  public static Wishes pin(String... selectors) {
    return new Wishes(List.of(), List.of(), List.of(), List.of(), Selector.all(selectors));
  }

  public static Rule rule(String name, RuleMatch match, Wishes wishes) {
    return new Rule(name, match, wishes, Terms.NONE, Optional.empty(), Optional.empty());
  }

  public static Terms needing(Capability... capabilities) {
    return new Terms(Set.of(capabilities), Set.of(), Set.of(), false, false);
  }

  /** A snapshot in which {@code samples} are all there is. */
  public Snapshot over(Sample... samples) {
    return over(List.of(samples));
  }

  public Snapshot over(List<Sample> samples) {
    Map<String, ProviderFacts> providers = new HashMap<>();
    samples.forEach(
        sample ->
            providers.put(sample.target().provider(), sample.standing().deployment().provider()));
    return new Snapshot(
        REVISIONS,
        new Snapshot.Policy(Map.of(profile.id(), profile), rules),
        new Fleet(providers, samples.stream().map(Sample::standing).toList()));
  }
}
