package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.Expectation;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Hedge;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicySectionsTest {
  private static final String OPENAI = "[[providers]]\nid = \"openai\"\ntype = \"openai\"\n";

  @Test
  void readsEveryKeyOfAProfile() {
    PolicyConfig policy =
        parse(
            """
            [profiles.support]
            based_on = "chat"
            description = "d"
            task = "long_context"
            point_usd_per_1000 = 1.5
            second_points = 2
            max_cost_usd = 0.02
            max_first_token_ms = 1
            max_total_ms = 2
            min_quality = 0.6
            allow = ["openai", "a/b-*"]
            deny = "family:x"
            prefer = "m"
            avoid = "*"
            pin = "p/*"
            requires = ["tools", "vision"]
            regions = "eu"
            clearances = ["health"]
            local_only = true
            keeps_nothing = true
            """);

    assertThat(policy.profiles())
        .containsExactly(
            new ProfileConfig(
                new Profile(
                    "support",
                    "d",
                    TaskFamily.LONG_CONTEXT,
                    new Trade(1_500_000, 2 * Trade.POINT),
                    new Bounds(
                        OptionalLong.of(20_000_000),
                        OptionalInt.of(1),
                        OptionalInt.of(2),
                        OptionalLong.of(600_000_000)),
                    new Wishes(
                        Selector.all("openai", "a/b-*"),
                        Selector.all("family:x"),
                        Selector.all("m"),
                        Selector.all("*"),
                        Selector.all("p/*")),
                    new Terms(
                        Set.of(Capability.TOOLS, Capability.VISION),
                        Set.of("eu"),
                        Set.of("health"),
                        true,
                        true),
                    Handling.STANDARD),
                Optional.empty()));
  }

  @Test
  void readsHowTheRequestsOfAProfileAreHandled() {
    PolicyConfig policy =
        parse(
            "profiles.x = {strict = true, allow_unknown = true, max_attempts = 8,"
                + " switch_points = 2.5, hedge_after_ms = 700, hedge_percent = 9}");

    assertThat(policy.profiles().getFirst().profile().handling())
        .isEqualTo(
            new Handling(
                true,
                true,
                8,
                25_000_000,
                Optional.of(new Hedge(700, 9)),
                Optional.empty(),
                Checks.NONE));
  }

  @Test
  void takesWhatIsLeftOutFromTheProfileItIsBasedOn() {
    PolicyConfig policy =
        parse("[profiles.forms]\nbased_on = \"extract\"\nsecond_points = 1\nmax_attempts = 2");

    Profile extract = builtIn("extract");
    assertThat(policy.profiles())
        .containsExactly(
            new ProfileConfig(
                new Profile(
                    "forms",
                    extract.description(),
                    extract.family(),
                    new Trade(extract.trade().pointNanos(), Trade.POINT),
                    extract.bounds(),
                    extract.wishes(),
                    extract.terms(),
                    new Handling(
                        false,
                        false,
                        2,
                        Trade.POINT,
                        Optional.empty(),
                        Optional.empty(),
                        Checks.NONE)),
                Optional.empty()));
  }

  @Test
  void keepsTheConditionsOfABuiltInProfileThatIsWrittenAgain() {
    PolicyConfig policy = parse("[profiles.private]\nmax_cost_usd = 1");

    assertThat(policy.profiles().getFirst().profile().terms().local()).isTrue();
  }

  @Test
  void basesANewProfileOnBalanced() {
    PolicyConfig policy = parse("[profiles.new]");

    assertThat(policy.profiles().getFirst().profile().trade())
        .isEqualTo(builtIn("balanced").trade());
  }

  @Test
  void makesATradeOfWeights() {
    PolicyConfig policy =
        parse("[profiles.w]\nweights = { cost = 0.5, latency = 0.1, quality = 0.4 }");

    assertThat(policy.profiles().getFirst().profile().trade())
        .isEqualTo(Trade.ofWeights(0.5, 0.1, 0.4));
    assertThat(policy.profiles().getFirst().weights())
        .contains(new ProfileConfig.Weights(0.5, 0.1, 0.4));
  }

  @Test
  void hedgesAFewRequestsWhenOnlyTheWaitIsSet() {
    PolicyConfig policy = parse("[profiles.h]\nhedge_after_ms = 10");

    assertThat(policy.profiles().getFirst().profile().handling().hedge())
        .contains(new Hedge(10, 5));
  }

  @Test
  void aShareIsExploredInMillionthsUpToACostOfFiveCentsUnlessAnotherIsSet() {
    assertThat(exploring("exploration = 0.0123456")).contains(new Exploring(12_346, 50_000_000));
    assertThat(exploring("exploration = 0.1\nexploration_cost_cap = 0.2"))
        .contains(new Exploring(100_000, 200_000_000));
    assertThat(exploring("exploration = 0")).isEmpty();
    assertThat(exploring("")).isEmpty();
  }

  private static Optional<Exploring> exploring(String keys) {
    return parse("[profiles.x]\n" + keys).profiles().getFirst().profile().handling().exploring();
  }

  @Test
  void refusesToExploreMoreThanATenthAndACapWithoutAShare() {
    assertThatThrownBy(() -> parse("[profiles.x]\nexploration = 0.11"))
        .hasMessageContaining("must be at most 0.1");
    assertThatThrownBy(() -> parse("[profiles.x]\nexploration_cost_cap = 0.1"))
        .hasMessageContaining("needs the key `exploration` beside it");
  }

  @Test
  void readsWhatIsMadeSureOf() {
    assertThat(checks("")).isEqualTo(Checks.NONE);
    assertThat(checks("validate = \"off\"\nverify = \"off\"")).isEqualTo(Checks.NONE);
    assertThat(checks("validate = \"retry\"")).isEqualTo(new Checks(true, false));
    assertThat(checks("verify = \"agreement\"")).isEqualTo(new Checks(false, true));
    assertThatThrownBy(() -> checks("verify = \"agrement\""))
        .hasMessageContaining("one of")
        .hasMessageContaining("agreement");
  }

  private static Checks checks(String keys) {
    return parse("[profiles.x]\n" + keys).profiles().getFirst().profile().handling().checks();
  }

  @Test
  void readsEveryKeyOfARule() {
    PolicyConfig policy =
        parse(
            OPENAI
                + """
                [[apps]]
                name = "a"
                path = "/a"
                [[rules]]
                name = "r"
                keys = "k"
                apps = "a"
                projects = ["p", "q"]
                sources = "s"
                tasks = "t"
                classifications = "c"
                allow = "x"
                deny = "y"
                prefer = "z"
                avoid = "v"
                pin = "w"
                requires = "pdf"
                regions = ["eu"]
                clearances = "cl"
                local_only = true
                keeps_nothing = true
                profile = "private"
                task = "extract"
                """);

    assertThat(policy.rules())
        .containsExactly(
            new Rule(
                "r",
                new RuleMatch(
                    Set.of("k"),
                    Set.of("a"),
                    Set.of("p", "q"),
                    Set.of("s"),
                    Set.of("t"),
                    Set.of("c")),
                new Wishes(
                    Selector.all("x"),
                    Selector.all("y"),
                    Selector.all("z"),
                    Selector.all("v"),
                    Selector.all("w")),
                new Terms(Set.of(Capability.PDF), Set.of("eu"), Set.of("cl"), true, true),
                Optional.of("private"),
                Optional.of("extract")));
  }

  @Test
  void readsEveryKeyOfAnAssertion() {
    PolicyConfig policy =
        parse(
            OPENAI
                + """
                [[apps]]
                name = "a"
                path = "/a"
                [[assertions]]
                name = "n"
                model = "gpt-4o"
                profile = "cheap"
                task = "t"
                format = "anthropic"
                project = "p"
                source = "s"
                key = "k"
                app = "a"
                classifications = "c"
                needs = ["tools", "vision"]
                input_tokens = 7
                max_output = 8
                strict = true
                expect_model = "openai/gpt-4o"
                expect_any_of = ["x", "y"]
                expect_providers = ["openai"]
                expect_max_cost_usd = 0.5
                expect_not = "z"
                """);

    assertThat(policy.assertions())
        .containsExactly(
            new Assertion(
                "n",
                new Assertion.Request(
                    "gpt-4o",
                    Optional.of("cheap"),
                    "anthropic",
                    true,
                    new Needs(
                        Set.of(Capability.TOOLS, Capability.VISION),
                        new Needs.Tokens(7, true, OptionalLong.of(8)),
                        Set.of(),
                        Map.of()),
                    new Question.Origin("k", "a", "p", "s", "t", Set.of("c"), Set.of())),
                List.of(
                    new Expectation.Chosen(Selector.all("openai/gpt-4o")),
                    new Expectation.Chosen(Selector.all("x", "y")),
                    new Expectation.Providers(Set.of("openai")),
                    new Expectation.MaxCost(500_000_000),
                    new Expectation.Not(Selector.all("z")))));
  }

  @Test
  void readsRefusalsWithAndWithoutAReason() {
    PolicyConfig policy =
        parse(
            """
            [[assertions]]
            name = "any"
            expect_refusal = true
            [[assertions]]
            name = "one"
            expect_refusal = "no_capability"
            """);

    assertThat(policy.assertions().stream().map(Assertion::expectations))
        .containsExactly(
            List.of(new Expectation.Refusal(Optional.empty())),
            List.of(new Expectation.Refusal(Optional.of("no_capability"))));
  }

  @Test
  void readsHowDeploymentsAreChosenAndTriedAgain() {
    PolicyConfig policy =
        parse(
            """
            [routing]
            profile = "mine"
            fallbacks = { "gpt-4o" = ["anthropic/c", "d"], x = "y" }
            [routing.retry]
            budget_percent = 1
            floor_per_second = 2
            backoff_ms = 3
            max_backoff_ms = 4
            [profiles.mine]
            [sessions]
            pin = "hard"
            remember_minutes = 5
            max = 6
            cache_minutes = 60
            """);

    assertThat(policy.selection())
        .isEqualTo(
            new SelectionConfig(
                "mine",
                Map.of("gpt-4o", List.of("anthropic/c", "d"), "x", List.of("y")),
                new SelectionConfig.Retry(1, 2, Duration.ofMillis(3), Duration.ofMillis(4))));
    assertThat(policy.sessions())
        .isEqualTo(new SessionsConfig(true, Duration.ofMinutes(5), 6, Duration.ofMinutes(60)));
  }

  @Test
  void variablesOfTheEnvironmentSetNumbersWithAFractionAndLists() {
    PolicyConfig policy =
        new ConfigLoader(
                Map.of(
                    "SIGNALBOX__PROFILES__MINE__MIN_QUALITY", "0.25",
                    "SIGNALBOX__PROFILES__MINE__ALLOW", "a, b/*",
                    "SIGNALBOX__ROUTING__FALLBACKS__X", "y,z"))
            .parse("config.toml", "[profiles.mine]\nmin_quality = 1\n[routing.fallbacks]\nx = \"\"")
            .config()
            .policy();

    Profile mine = policy.profiles().getFirst().profile();
    assertThat(mine.bounds().quality()).hasValue(250_000_000);
    assertThat(mine.wishes().allow()).isEqualTo(Selector.all("a", "b/*"));
    assertThat(policy.selection().fallbacks()).isEqualTo(Map.of("x", List.of("y", "z")));
  }

  private static Profile builtIn(String id) {
    return BuiltInProfiles.all().stream()
        .filter(profile -> profile.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static PolicyConfig parse(String text) {
    return new ConfigLoader(Map.of()).parse("config.toml", text).config().policy();
  }
}
