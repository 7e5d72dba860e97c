package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.ProviderFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What profiles and rules do.
 *
 * <p>A sample costs $0.002 (2 points), takes 5 s (5 points) and has a quality of 80 points: utility
 * 730,000,000 billionths.
 */
final class PolicyTableTest {
  private static final Sample FIRST = Sample.of("a/one");
  private static final Sample SECOND = Sample.of("b/two").quality(790_000_000);
  private static final long PLAIN = 730_000_000;
  private static final Wants NOTHING = Wants.nothing();

  @Test
  void theContributionsAreCostTimeAndQuality() {
    Decision decision = decide(Ask.auto(), NOTHING, FIRST);

    assertThat(decision.plan())
        .containsExactly(
            new PlanEntry(FIRST.target(), PLAIN, PlanEntry.Why.BEST, PlanEntry.CERTAIN));
    // 1,000 × $1 + 400 × $2.50 per million = 2,000,000 nano-dollars, 1,000,000 a point
    assertThat(term(decision, 2)).isEqualTo(-20_000_000);
    // 1,000 ms + 400 tokens ÷ 100 a second = 5,000 ms, 1,000 ms a point
    assertThat(term(decision, 3)).isEqualTo(-50_000_000);
    assertThat(term(decision, 4)).isEqualTo(800_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "a/one, true",
    "b/one, false",
    "a/on, false",
    "a/on*, true",
    "a/*, true",
    "a*/one, true",
    "a, true",
    "one, true",
    "o*, true",
    "*, true",
    "two, false",
    "family:gpt, true",
    "family:g*, true",
    "family:gp, false",
    "family:*, true",
    "gpt, false",
    "a/one*, true",
    "a/one1*, false"
  })
  void aSelectorNamesProvidersModelsAndFamilies(String selector, boolean named) {
    Sample model = FIRST.card(card -> card.family(Optional.of("gpt")));

    Decision decision = decide(Ask.auto(), NOTHING.with(Wants.deny(selector)), model);

    assertThat(decision.plan().isEmpty()).isEqualTo(named);
  }

  @Test
  void aModelWithoutAFamilyIsOfNone() {
    assertThat(decide(Ask.auto(), NOTHING.with(Wants.deny("family:*")), FIRST).plan()).hasSize(1);
  }

  @Test
  void aDenialCountsMoreThanAnAllowance() {
    Wishes both =
        new Wishes(
            Wants.allow("a").allow(), Wants.deny("a/one").deny(), List.of(), List.of(), List.of());

    assertThat(reason(decide(Ask.auto(), NOTHING.with(both), FIRST), FIRST))
        .isEqualTo(new Reason.Denied("profile balanced", "a/one"));
  }

  @Test
  void whatIsAllowedOrPinnedIsAllThatIsLeft() {
    for (Wishes wishes : List.of(Wants.allow("b"), Wants.pin("b/two"))) {
      assertThat(decide(Ask.auto(), NOTHING.with(wishes), FIRST, SECOND).targets())
          .containsExactly(SECOND.target());
    }
  }

  @Test
  void aPreferenceIsFivePoints() {
    Decision preferred = decide(Ask.auto(), NOTHING.with(Wants.prefer("b")), FIRST, SECOND);
    Decision avoided = decide(Ask.auto(), NOTHING.with(Wants.avoid("a")), FIRST, SECOND);

    // one point behind without it: 720,000,000 + 50,000,000
    assertThat(first(preferred)).isEqualTo(entry(SECOND, 770_000_000));
    assertThat(preferred.layers().getFirst().scored())
        .contains(
            new Score.Policy(
                SECOND.target(),
                0,
                List.of(new Score.Term("preferred by profile balanced", 50_000_000))));
    assertThat(first(avoided)).isEqualTo(entry(SECOND, 720_000_000));
    assertThat(avoided.plan().getLast().utility()).isEqualTo(PLAIN - 50_000_000);
  }

  @Test
  void aRuleCountsForTheRequestsItMatchesOnly() {
    RuleMatch match =
        new RuleMatch(
            Set.of("k"), Set.of("app"), Set.of("p"), Set.of("s"), Set.of("code"), Set.of("x", "y"));
    Wants wants = NOTHING.with(Wants.rule("r", match, Wants.deny("*")));
    Question.Origin all =
        new Question.Origin("k", "app", "p", "s", "code", Set.of("y", "z"), Set.of());
    List<Question.Origin> others =
        List.of(
            new Question.Origin("", "app", "p", "s", "code", Set.of("y"), Set.of()),
            new Question.Origin("k", "other", "p", "s", "code", Set.of("y"), Set.of()),
            new Question.Origin("k", "app", "q", "s", "code", Set.of("y"), Set.of()),
            new Question.Origin("k", "app", "p", "t", "code", Set.of("y"), Set.of()),
            new Question.Origin("k", "app", "p", "s", "chat", Set.of("y"), Set.of()),
            new Question.Origin("k", "app", "p", "s", "code", Set.of("z"), Set.of()));

    assertThat(reason(decide(Ask.auto().origin(all), wants, FIRST), FIRST))
        .isEqualTo(new Reason.Denied("rule r", "*"));
    for (Question.Origin other : others) {
      assertThat(decide(Ask.auto().origin(other), wants, FIRST).plan()).hasSize(1);
    }
  }

  @Test
  void theProfileIsJudgedBeforeTheRulesAndTheseInOrder() {
    Wants wants =
        NOTHING
            .with(Wants.rule("first", RuleMatch.ALL, Wants.deny("a")))
            .with(Wants.rule("second", RuleMatch.ALL, Wants.deny("*")));

    assertThat(reason(decide(Ask.auto(), wants, FIRST, SECOND), FIRST))
        .isEqualTo(new Reason.Denied("rule first", "a"));
    assertThat(reason(decide(Ask.auto(), wants, FIRST, SECOND), SECOND))
        .isEqualTo(new Reason.Denied("rule second", "*"));
    assertThat(reason(decide(Ask.auto(), wants.with(Wants.allow("b")), FIRST, SECOND), FIRST))
        .isEqualTo(new Reason.NotAllowed("profile balanced"));
  }

  @Test
  void termsOfARuleHoldToo() {
    Rule rule =
        new Rule(
            "own",
            RuleMatch.ALL,
            Wishes.NONE,
            new Terms(Set.of(), Set.of(), Set.of(), true, false),
            Optional.empty(),
            Optional.empty());
    Sample local = SECOND.provider(facts -> facts(facts, Set.of(), Set.of(), Support.UNKNOWN));

    Decision decision = decide(Ask.auto(), NOTHING.with(rule), FIRST, local);

    assertThat(reason(decision, FIRST)).isEqualTo(new Reason.NotLocal("rule own"));
    assertThat(decision.targets()).containsExactly(local.target());
  }

  @Test
  void everyRegionOfADeploymentMustBeAllowed() {
    Wants europe = NOTHING.with(new Terms(Set.of(), Set.of("eu", "uk"), Set.of(), false, false));
    Sample inside =
        FIRST.provider(facts -> facts(facts, Set.of("eu", "uk"), Set.of(), Support.UNKNOWN));
    Sample astride =
        SECOND.provider(facts -> facts(facts, Set.of("eu", "us"), Set.of(), Support.UNKNOWN));

    Decision decision = decide(Ask.auto(), europe, inside, astride);

    assertThat(decision.targets()).containsExactly(inside.target());
    assertThat(reason(decision, astride))
        .isEqualTo(
            new Reason.RegionNotAllowed(
                "profile balanced", List.of("eu", "us"), List.of("eu", "uk")));
  }

  @Test
  void aDeploymentMustCarryEveryClearance() {
    Wants cleared =
        NOTHING.with(new Terms(Set.of(), Set.of(), Set.of("health", "tax"), false, false));
    Sample both =
        FIRST.provider(facts -> facts(facts, Set.of(), Set.of("health", "tax"), Support.UNKNOWN));
    Sample one =
        SECOND.provider(facts -> facts(facts, Set.of(), Set.of("health"), Support.UNKNOWN));

    Decision decision = decide(Ask.auto(), cleared, both, one);

    assertThat(decision.targets()).containsExactly(both.target());
    assertThat(reason(decision, one)).isEqualTo(new Reason.NotCleared("profile balanced", "tax"));
  }

  @Test
  void onlyWhatIsKnownToKeepNothingMayBeUsedWherePromptsMustNotBeKept() {
    Wants forgetful = NOTHING.with(new Terms(Set.of(), Set.of(), Set.of(), false, true));
    Sample keepsNone = FIRST.provider(facts -> facts(facts, Set.of(), Set.of(), Support.YES));
    Sample keeps = SECOND.provider(facts -> facts(facts, Set.of(), Set.of(), Support.NO));

    assertThat(decide(Ask.auto(), forgetful, keepsNone, keeps).targets())
        .containsExactly(keepsNone.target());
  }

  @ParameterizedTest
  @CsvSource({"89, 730000000", "90, 630000000", "99, 630000000"})
  void aQuotaThatIsNearlyUsedCostsTenPoints(int percent, long utility) {
    Sample model =
        FIRST.health(
            new Health(
                Circuit.HALF_OPEN,
                Optional.empty(),
                Optional.empty(),
                percent,
                0,
                1,
                false,
                false));

    assertThat(first(decide(Ask.auto(), NOTHING, model))).isEqualTo(entry(model, utility));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5000, 0",
    "50, 10000, 5000",
    "80, 25000, 20000",
    "90, 50000, 45000",
    "100, 50000, 45000"
  })
  void aLoadStretchesTheTimeByOneOverTheShareThatIsFree(int inFlight, long total, long added) {
    Sample model =
        FIRST.health(
            new Health(
                Circuit.CLOSED,
                Optional.empty(),
                Optional.empty(),
                0,
                inFlight,
                100,
                false,
                false));

    Decision decision = decide(Ask.auto(), NOTHING, model);

    // a point for every 1,000 ms
    assertThat(decision.layers().get(3).scored())
        .containsExactly(
            new Score.Time(
                model.target(), model.standing().latency(), total, added, -10_000 * total));
  }

  @Test
  void anUnknownPriceIsRefusedOrAssumedHigh() {
    Sample unpriced = FIRST.withoutCard();

    Decision dropped = decide(Ask.auto(), NOTHING, unpriced);
    Decision kept = decide(Ask.auto(), NOTHING.unknownAllowed(), unpriced);

    assertThat(reason(dropped, unpriced)).isEqualTo(new Reason.UnknownPrice());
    // $5 and $25 per million: 1,000 × 5,000 + 400 × 25,000 = 15,000,000 nano-dollars, 15 points
    assertThat(first(kept)).isEqualTo(entry(unpriced, 800_000_000 - 50_000_000 - 150_000_000));
  }

  @Test
  void whatIsNotKnownOfAModelIsAllowedOnlyWhereTheProfileSaysSo() {
    Sample model = FIRST.support(Capability.PDF, Support.UNKNOWN);
    Ask asking = Ask.auto().needs(Capability.PDF);

    assertThat(reason(decide(asking, NOTHING, model), model))
        .isEqualTo(new Reason.UnknownCapability(Capability.PDF));
    assertThat(decide(asking, NOTHING.unknownAllowed(), model).plan()).hasSize(1);
  }

  @Test
  void aProfileNeedsCapabilitiesOfItsOwn() {
    Sample model = FIRST.support(Capability.REASONING, Support.NO);
    Wants wants = NOTHING.with(Wants.needing(Capability.REASONING));

    assertThat(reason(decide(Ask.auto(), wants, model), model))
        .isEqualTo(new Reason.NoCapability(Capability.REASONING));
  }

  @Test
  void weightsAreConverted() {
    // even weights: a point is worth $2 per 1,000 requests, a second 0.3 points
    assertThat(Trade.ofWeights(0.25, 0.25, 0.5)).isEqualTo(new Trade(4_000_000, 1_500_000));
    assertThat(Trade.ofWeights(0.6, 0.2, 0.2)).isEqualTo(new Trade(666_667, 3_000_000));
    assertThat(Trade.ofWeights(0, 0, 1)).isEqualTo(new Trade(Trade.PRICELESS, 0));
    assertThat(first(decide(Ask.auto(), NOTHING.with(Trade.ofWeights(0, 0, 1)), FIRST)))
        .isEqualTo(entry(FIRST, 800_000_000));
  }

  private static Decision decide(Ask ask, Wants wants, Sample... samples) {
    return Router.decide(ask.question(), wants.over(samples));
  }

  private static PlanEntry first(Decision decision) {
    return decision.plan().getFirst();
  }

  private static PlanEntry entry(Sample sample, long utility) {
    return new PlanEntry(sample.target(), utility, PlanEntry.Why.BEST, PlanEntry.CERTAIN);
  }

  private static Reason reason(Decision decision, Sample sample) {
    Target target = sample.target();
    return decision.dropOf(target).orElseThrow().reason();
  }

  private static long term(Decision decision, int layer) {
    return decision.layers().get(layer).scored().getFirst().term();
  }

  private static ProviderFacts facts(
      ProviderFacts facts, Set<String> regions, Set<String> clearances, Support keepsNothing) {
    return new ProviderFacts(
        facts.id(), facts.formats(), true, true, regions, clearances, keepsNothing, false);
  }
}
