package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.ClusterMix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Puts a question together for tests. As {@link #auto} makes it, it reads 1,000 tokens, needs
 * nothing, and is asked in the format {@code chat} at noon of 2026-11-25.
 */
public final class Ask {
  /** When questions are asked. */
  public static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private Question.Scope scope = new Question.Scope.Open();
  private String profile = Profile.STANDARD;
  private String format = "chat";
  private boolean strict;
  private boolean failover = true;
  private Set<Capability> needs = Set.of();
  private Needs.Tokens tokens = new Needs.Tokens(1_000, true, OptionalLong.empty());
  private Set<Needs.Parameter> parameters = Set.of();
  private Map<String, List<String>> losses = Map.of();
  private Question.Origin origin = new Question.Origin("", "", "", "", "", Set.of(), Set.of());
  private Question.Session session = Question.Session.NONE;
  private OptionalLong budget = OptionalLong.empty();
  private long seed;
  private ClusterMix clusters = ClusterMix.NONE;
  private boolean explores;

  private Ask() {}

  /** The engine chooses among all. */
  public static Ask auto() {
    return new Ask();
  }

  /** One name for all of {@code samples}, of rank 0. */
  public static Ask named(Sample... samples) {
    Ask ask = new Ask();
    List<Question.Place> places = new ArrayList<>();
    for (Sample sample : samples) {
      places.add(new Question.Place(sample.target(), 0));
    }
    ask.scope = new Question.Scope.Named(places);
    return ask;
  }

  /** One name for all of {@code samples}, each of a rank of its own. */
  public static Ask ranked(Sample... samples) {
    Ask ask = new Ask();
    List<Question.Place> places = new ArrayList<>();
    for (Sample sample : samples) {
      places.add(new Question.Place(sample.target(), places.size()));
    }
    ask.scope = new Question.Scope.Named(places);
    return ask;
  }

  /** Where the engine chooses, among what {@code permit} permits. */
  public Ask permitted(Permit permit) {
    scope = new Question.Scope.Open(permit);
    return this;
  }

  public Ask profile(String id) {
    profile = id;
    return this;
  }

  public Ask format(String id) {
    format = id;
    return this;
  }

  public Ask strict() {
    strict = true;
    return this;
  }

  public Ask withoutFailover() {
    failover = false;
    return this;
  }

  public Ask needs(Capability... capabilities) {
    needs = Set.of(capabilities);
    return this;
  }

  public Ask input(long count) {
    tokens = new Needs.Tokens(count, tokens.exact(), tokens.maxOutput());
    return this;
  }

  public Ask estimated() {
    tokens = new Needs.Tokens(tokens.input(), false, tokens.maxOutput());
    return this;
  }

  public Ask maxOutput(long most) {
    tokens = new Needs.Tokens(tokens.input(), tokens.exact(), OptionalLong.of(most));
    return this;
  }

  public Ask parameters(Needs.Parameter... given) {
    parameters = Set.of(given);
    return this;
  }

  public Ask losing(String inFormat, String... fields) {
    losses = Map.of(inFormat, List.of(fields));
    return this;
  }

  public Ask origin(Question.Origin asking) {
    origin = asking;
    return this;
  }

  public Ask task(String task) {
    return origin(new Question.Origin("", "", "", "", task, Set.of(), Set.of()));
  }

  /** In a conversation that {@code last} answered last. */
  public Ask after(Target last, long cachedTokens) {
    session = new Question.Session("s", Optional.of(last), cachedTokens, Optional.empty());
    return this;
  }

  public Ask pinned(String provider, String what, boolean hard) {
    session =
        new Question.Session(
            "s", Optional.empty(), 0, Optional.of(new Question.Pin(provider, what, hard)));
    return this;
  }

  public Ask budget(long nanosLeft) {
    budget = OptionalLong.of(nanosLeft);
    return this;
  }

  /** With a prompt near those clusters. */
  public Ask clusters(ClusterMix near) {
    clusters = near;
    return this;
  }

  /** Where chance may take part, by that seed. */
  public Ask exploring(long drawn) {
    seed = drawn;
    explores = true;
    return this;
  }

  /** The question. */
  public Question question() {
    return new Question(
        new Question.Asked("auto", profile, format, strict, failover),
        scope,
        new Needs(needs, tokens, parameters, losses),
        origin,
        session,
        budget,
        NOON,
        seed,
        clusters,
        explores);
  }
}
