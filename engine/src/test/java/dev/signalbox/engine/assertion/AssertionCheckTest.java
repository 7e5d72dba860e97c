package dev.signalbox.engine.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against {@link SmallFleet}, with a rule that keeps the project {@code secret} at home. */
final class AssertionCheckTest {
  private static final String CHOSEN = "`far/good` is chosen for $0.0026, then `far/cheap`";
  private static final Rule HOME =
      new Rule(
          "home",
          new RuleMatch(Set.of(), Set.of(), Set.of("secret"), Set.of(), Set.of(), Set.of()),
          Wishes.NONE,
          new Terms(Set.of(), Set.of(), Set.of(), true, false),
          Optional.empty(),
          Optional.empty());

  static Stream<Arguments> expectations() {
    return Stream.of(
        Arguments.of(chosen("far/good"), true, CHOSEN),
        Arguments.of(chosen("near/*", "family:fam-good"), true, CHOSEN),
        Arguments.of(chosen("far/cheap"), false, "expected `far/cheap`, but " + CHOSEN),
        Arguments.of(chosen("a", "b"), false, "expected one of `a`, `b`, but " + CHOSEN),
        Arguments.of(new Expectation.Providers(Set.of("far")), true, CHOSEN),
        Arguments.of(
            new Expectation.Providers(Set.of("near")),
            false,
            "expected only `near`, not `far/good`, but " + CHOSEN),
        Arguments.of(new Expectation.MaxCost(2_600_000), true, CHOSEN),
        Arguments.of(
            new Expectation.MaxCost(2_599_999),
            false,
            "expected at most $0.002599999, but " + CHOSEN),
        Arguments.of(new Expectation.Not(Selector.all("near")), true, CHOSEN),
        Arguments.of(
            new Expectation.Not(Selector.all("cheap")),
            false,
            "expected no `far/cheap`, but " + CHOSEN),
        Arguments.of(
            new Expectation.Refusal(Optional.empty()), false, "expected a refusal, but " + CHOSEN));
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void saysWhatIsDecidedAndHowItDiffers(Expectation expectation, boolean held, String sentence) {
    assertThat(run(request("auto", ""), expectation))
        .isEqualTo(new AssertionResult("a", held, sentence));
  }

  @Test
  void takesTheFirstExpectationThatDoesNotHold() {
    AssertionResult result = run(request("auto", ""), chosen("far"), chosen("x"), chosen("y"));

    assertThat(result.explanation()).startsWith("expected `x`, but");
  }

  @Test
  void holdsARefusalAndCountsItsReasons() {
    AssertionResult result =
        run(request("far", "secret"), new Expectation.Refusal(Optional.of("not_local")));

    assertThat(result).isEqualTo(new AssertionResult("a", true, "it is refused: not_local × 2"));
  }

  @Test
  void breaksOnARefusalForAnotherReason() {
    AssertionResult result =
        run(request("far", "secret"), new Expectation.Refusal(Optional.of("over_ceiling")));

    assertThat(result)
        .isEqualTo(
            new AssertionResult(
                "a",
                false,
                "expected a refusal for `over_ceiling`, but it is refused: not_local × 2"));
  }

  @Test
  void breaksOnARefusalWhereAnAnswerIsExpected() {
    AssertionResult result = run(request("far", "secret"), new Expectation.MaxCost(1));

    assertThat(result.explanation())
        .isEqualTo("expected an answer, but it is refused: not_local × 2");
  }

  @Test
  void holdsThatSomethingIsNotUsedWhereNothingIs() {
    AssertionResult result =
        run(request("far", "secret"), new Expectation.Not(Selector.all("far")));

    assertThat(result.held()).isTrue();
  }

  @Test
  void neverCallsAnUnknownPriceCheap() {
    AssertionResult result = run(request("near", "secret"), new Expectation.MaxCost(1_000_000_000));

    assertThat(result)
        .isEqualTo(
            new AssertionResult(
                "a",
                false,
                "expected at most $1.00, but `near/own` is chosen for a price that is not known"));
  }

  @Test
  void knowsNamesThatNothingServes() {
    assertThat(run(request("nope", ""), new Expectation.Refusal(Optional.of("unknown_model"))))
        .isEqualTo(new AssertionResult("a", true, "nothing serves the model `nope`"));
    assertThat(run(request("nope", ""), chosen("x")).explanation())
        .isEqualTo("expected an answer, but nothing serves the model `nope`");
  }

  @Test
  void knowsProfilesThatAreNotThere() {
    assertThat(
            run(
                request("profile:nope", ""),
                new Expectation.Refusal(Optional.of("unknown_profile"))))
        .isEqualTo(new AssertionResult("a", true, "there is no profile `nope`"));
  }

  @Test
  void letsTheNameOfAProfileWinOverTheHeader() {
    Assertion.Request request =
        new Assertion.Request(
            "profile:cheap",
            Optional.of("nope"),
            "openai_chat",
            false,
            needs(Set.of()),
            origin(""));

    assertThat(run(request, chosen("far/cheap")).held()).isTrue();
  }

  @Test
  void asksForWhatTheRequestNeeds() {
    Assertion.Request request =
        new Assertion.Request(
            "auto",
            Optional.of("cheap"),
            "openai_chat",
            false,
            needs(Set.of(Capability.VISION)),
            origin(""));

    assertThat(run(request, chosen("far/good")).explanation())
        .isEqualTo("`far/good` is chosen for $0.0026");
  }

  private static AssertionResult run(Assertion.Request request, Expectation... expectations) {
    Map<String, Profile> profiles =
        BuiltInProfiles.all().stream().collect(Collectors.toMap(Profile::id, Function.identity()));
    Snapshot snapshot =
        new Snapshot(
            new Revisions("c", "c", "c", "c", "c"),
            new Snapshot.Policy(profiles, List.of(HOME)),
            SmallFleet.fleet());
    return AssertionCheck.run(
        new Assertion("a", request, List.of(expectations)),
        new Rehearsal(snapshot, AssertionCheckTest::resolve, Instant.EPOCH));
  }

  /** {@code auto}, {@code profile:…}, or all deployments of a provider. */
  private static Resolution resolve(String app, String model) {
    if (model.equals("auto")) {
      return new Resolution.Open(Optional.empty());
    }
    if (model.startsWith("profile:")) {
      return new Resolution.Open(Optional.of(model.substring(8)));
    }
    List<Target> targets =
        SmallFleet.fleet().standings().stream()
            .map(standing -> standing.deployment().target())
            .filter(target -> target.provider().equals(model))
            .toList();
    return targets.isEmpty()
        ? new Resolution.Unknown(model, List.of())
        : new Resolution.Resolved(List.of(targets), false);
  }

  private static Assertion.Request request(String model, String project) {
    return new Assertion.Request(
        model, Optional.empty(), "openai_chat", false, needs(Set.of()), origin(project));
  }

  private static Needs needs(Set<Capability> capabilities) {
    return new Needs(
        capabilities, new Needs.Tokens(1_000, true, OptionalLong.empty()), Set.of(), Map.of());
  }

  private static Question.Origin origin(String project) {
    return new Question.Origin("", "", project, "", "", Set.of(), Set.of());
  }

  private static Expectation chosen(String... any) {
    return new Expectation.Chosen(Arrays.stream(any).map(Selector::new).toList());
  }
}
