package dev.signalbox.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.text.NearMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReaskingTest {
  private static final Target ONE = new Target("p", "one");
  private static final Target TWO = new Target("p", "two");
  private static final Map<String, Profile> PROFILES =
      BuiltInProfiles.all().stream().collect(Collectors.toMap(Profile::id, Function.identity()));

  private static final Snapshot.Policy CHEAP = policy(rule(Optional.of("cheap"), Optional.empty()));
  private static final Snapshot.Policy BEST = policy(rule(Optional.of("best"), Optional.empty()));

  @Test
  void aProfileThatRulesGaveIsGivenAnewAndOneThatWasNamedStays() {
    Question given = question("auto", "cheap", "");
    Question named = question("auto", "fast", "");

    assertThat(again(given, CHEAP, BEST).asked().profile()).isEqualTo("best");
    assertThat(again(named, CHEAP, BEST).asked().profile()).isEqualTo("fast");
    assertThat(again(given, CHEAP, CHEAP)).isEqualTo(given);
  }

  @Test
  void aTaskThatRulesGaveIsGivenAnewAndOneThatWasNamedStays() {
    Snapshot.Policy code = policy(rule(Optional.empty(), Optional.of("code")));
    Snapshot.Policy chat = policy(rule(Optional.empty(), Optional.of("chat")));

    assertThat(again(question("auto", "balanced", "code"), code, chat).origin().task())
        .isEqualTo("chat");
    assertThat(again(question("auto", "balanced", "math"), code, chat).origin().task())
        .isEqualTo("math");
  }

  @Test
  void aTaskSeenFromToolsIsSeenFromThemAgainUnlessARuleHasOne() {
    Question tools = question("auto", "balanced", "tools");
    Snapshot.Policy code = policy(rule(Optional.empty(), Optional.of("code")));

    assertThat(again(tools, policy(), policy()).origin().task()).isEqualTo("tools");
    assertThat(again(tools, policy(), code).origin().task()).isEqualTo("code");
  }

  @Test
  void aNameIsWhatItMeansThere() {
    Question asked = question("mine", "balanced", "");
    Side current = side(policy(), ONE);

    Reasking reasking = new Reasking(asked, policy(), "req_1");

    assertThat(reasking.under(current, current)).isEqualTo(new Reasking.Outcome.Asked(asked));
    assertThat(reasking.under(side(policy(), TWO), current))
        .extracting(outcome -> ((Reasking.Outcome.Asked) outcome).question().scope())
        .isEqualTo(new Question.Scope.Named(List.of(new Question.Place(TWO, 0))));
  }

  @Test
  void whatIsNotThereIsToldAsSuch() {
    Side side = side(policy(), ONE);
    Question unknown = question("gone", "balanced", "");
    Question profile = question("auto", "mine", "");

    assertThat(new Reasking(unknown, policy(), "req_1").under(side, side))
        .isEqualTo(new Reasking.Outcome.Unanswerable(Rehearsal.UNKNOWN_MODEL));
    assertThat(new Reasking(profile, policy(), "req_1").under(side, side))
        .isEqualTo(new Reasking.Outcome.Unanswerable(Rehearsal.UNKNOWN_PROFILE));
  }

  private static Question again(Question asked, Snapshot.Policy then, Snapshot.Policy now) {
    Side side = side(now, ONE);
    return ((Reasking.Outcome.Asked) new Reasking(asked, then, "req_1").under(side, side))
        .question();
  }

  private static Side side(Snapshot.Policy policy, Target mine) {
    return new Side(
        new Snapshot(
            new Revisions("c", "k", "p", "q", "h"), policy, new Fleet(Map.of(), List.of())),
        new Side.Names() {
          @Override
          public Resolution resolve(String app, String model, long draw) {
            return switch (model) {
              case "auto" -> new Resolution.Open(Optional.empty());
              case "mine" -> new Resolution.Resolved(List.of(List.of(mine)), false);
              default -> new Resolution.Unknown(model, NearMatch.of(model, List.of()));
            };
          }

          @Override
          public Optional<String> profile(String app) {
            return Optional.empty();
          }
        });
  }

  private static Snapshot.Policy policy(Rule... rules) {
    return new Snapshot.Policy(PROFILES, List.of(rules));
  }

  private static Rule rule(Optional<String> profile, Optional<String> task) {
    return new Rule("r", RuleMatch.ALL, Wishes.NONE, Terms.NONE, profile, task);
  }

  private static Question question(String model, String profile, String task) {
    return new Question(
        new Question.Asked(model, profile, "openai_chat", false, true),
        model.equals("auto")
            ? new Question.Scope.Open()
            : new Question.Scope.Named(List.of(new Question.Place(ONE, 0))),
        new Needs(
            task.equals("tools") ? Set.of(Capability.TOOLS) : Set.of(),
            new Needs.Tokens(100, true, OptionalLong.empty()),
            Set.of(),
            Map.of()),
        new Question.Origin("", "", "shop", "", task, Set.of(), Set.of()),
        Question.Session.NONE,
        OptionalLong.empty(),
        Instant.parse("2026-11-26T08:00:00Z"),
        7,
        ClusterMix.NONE,
        false);
  }
}
