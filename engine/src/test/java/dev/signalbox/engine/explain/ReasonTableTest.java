package dev.signalbox.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Sample;
import dev.signalbox.engine.routing.Wants;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for every reason: what brings it about, its figures, code and sentence. */
final class ReasonTableTest {
  private static final Sample MODEL = Sample.of("p/m");
  private static final Instant LATER = Instant.parse("2026-11-25T12:00:30Z");
  private static final Wants NOTHING = Wants.nothing();

  record Row(
      Ask ask,
      Sample model,
      Wants wants,
      String layer,
      Reason reason,
      String code,
      String sentence) {
    @Override
    public String toString() {
      return code;
    }
  }

  /** A row that is still to be told what comes of it. */
  private record Case(Ask ask, Sample model, Wants wants) {
    Row dropped(String layer, Reason reason, String code, String sentence) {
      return new Row(ask, model, wants, layer, reason, code, sentence);
    }
  }

  private static Case when(Sample model) {
    return new Case(Ask.auto(), model, NOTHING);
  }

  private static Case when(Wants wants) {
    return new Case(Ask.auto(), MODEL, wants);
  }

  private static Case when(Ask ask, Sample model) {
    return new Case(ask, model, NOTHING);
  }

  static Stream<Row> rows() {
    return Stream.of(health(), wishes(), terms(), cards(), money(), needs(), bounds())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> health() {
    return Stream.of(
        when(MODEL.provider(ReasonTableTest::disabled))
            .dropped(
                "filter",
                new Reason.ProviderDisabled(),
                "provider_disabled",
                "the provider is switched off in the config"),
        when(MODEL.health(health(Circuit.CLOSED, 0, true)))
            .dropped("filter", new Reason.Draining(), "draining", "an operator lets it run dry"),
        when(MODEL.health(health(Circuit.OPEN, 0, false)))
            .dropped(
                "filter",
                new Reason.CircuitOpen(Optional.of(LATER)),
                "circuit_open",
                "its circuit breaker lets no call pass until 2026-11-25T12:00:30Z"),
        when(MODEL.health(
                new Health(
                    Circuit.CLOSED, Optional.empty(), Optional.of(LATER), 0, 0, 1, false, false)))
            .dropped(
                "filter",
                new Reason.CredentialsBenched(LATER),
                "credentials_benched",
                "every key of the provider sits out until 2026-11-25T12:00:30Z"),
        when(MODEL.health(
                new Health(
                    Circuit.CLOSED, Optional.empty(), Optional.of(LATER), 0, 0, 1, false, true)))
            .dropped(
                "filter",
                new Reason.RateLimited(LATER),
                "rate_limited",
                "the provider's rate limit lets no call pass until 2026-11-25T12:00:30Z"),
        when(MODEL.health(health(Circuit.CLOSED, 100, false)))
            .dropped(
                "filter",
                new Reason.QuotaExhausted(100),
                "quota_exhausted",
                "100 % of the provider's quota is used"));
  }

  private static Stream<Row> wishes() {
    return Stream.of(
        when(NOTHING.with(Wants.allow("other", "p/n")))
            .dropped(
                "filter",
                new Reason.NotAllowed("profile balanced"),
                "not_allowed",
                "profile balanced allows other models only"),
        when(NOTHING.with(Wants.rule("eu", RuleMatch.ALL, Wants.deny("x", "p/*"))))
            .dropped(
                "filter", new Reason.Denied("rule eu", "p/*"), "denied", "rule eu denies `p/*`"),
        when(NOTHING.with(Wants.pin("p/n")))
            .dropped(
                "filter",
                new Reason.PinnedElsewhere("profile balanced"),
                "pinned_elsewhere",
                "profile balanced pins other models"));
  }

  private static Stream<Row> terms() {
    Sample american = MODEL.provider(facts -> at(facts, "us"));
    return Stream.of(
        new Case(Ask.auto(), american, NOTHING.with(regions("eu", "uk", "local")))
            .dropped(
                "filter",
                new Reason.RegionNotAllowed(
                    "profile balanced", List.of("us"), List.of("eu", "local", "uk")),
                "region_not_allowed",
                "profile balanced wants prompts processed in eu, local or uk;"
                    + " this one processes them in us"),
        when(NOTHING.with(regions("eu")))
            .dropped(
                "filter",
                new Reason.UnknownRegion("profile balanced", List.of("eu")),
                "unknown_region",
                "profile balanced wants prompts processed in eu;"
                    + " where this one processes them is not known"),
        when(NOTHING.with(new Terms(Set.of(), Set.of(), Set.of(), true, false)))
            .dropped(
                "filter",
                new Reason.NotLocal("profile balanced"),
                "not_local",
                "profile balanced wants a server of your own"),
        when(NOTHING.with(new Terms(Set.of(), Set.of(), Set.of(), false, true)))
            .dropped(
                "filter",
                new Reason.KeepsPrompts("profile balanced"),
                "keeps_prompts",
                "profile balanced wants prompts not kept, which is not known of this one"),
        when(NOTHING.with(new Terms(Set.of(), Set.of(), Set.of("health", "tax"), false, false)))
            .dropped(
                "filter",
                new Reason.NotCleared("profile balanced", "health"),
                "not_cleared",
                "profile balanced wants the clearance `health`, which it does not carry"));
  }

  private static Stream<Row> cards() {
    Lifecycle retired =
        new Lifecycle(
            Lifecycle.Stage.ACTIVE,
            Optional.empty(),
            Optional.of(LocalDate.of(2026, 6, 1)),
            Optional.of(LocalDate.of(2026, 11, 25)),
            Optional.of("maker/n"));
    Lifecycle deprecated =
        new Lifecycle(
            Lifecycle.Stage.ACTIVE,
            Optional.empty(),
            Optional.of(LocalDate.of(2026, 6, 1)),
            Optional.of(LocalDate.of(2026, 11, 26)),
            Optional.empty());
    return Stream.of(
        when(MODEL.card(card -> card.lifecycle(retired)))
            .dropped(
                "filter",
                new Reason.Retired(
                    Lifecycle.Stage.RETIRED,
                    Optional.of(LocalDate.of(2026, 11, 25)),
                    Optional.of("maker/n")),
                "retired",
                "it is retired since 2026-11-25; `maker/n` replaces it"),
        when(MODEL.card(card -> card.lifecycle(deprecated)))
            .dropped(
                "filter",
                new Reason.Retired(
                    Lifecycle.Stage.DEPRECATED,
                    Optional.of(LocalDate.of(2026, 6, 1)),
                    Optional.empty()),
                "retired",
                "it is deprecated since 2026-06-01"),
        when(new Sample(embedding()))
            .dropped(
                "filter",
                new Reason.WrongKind("embedding"),
                "wrong_kind",
                "it is for embedding, not for answers of text"));
  }

  /** 1,000 tokens at $1 and 400 at $2.50 per million cost $0.002. */
  private static Stream<Row> money() {
    return Stream.of(
        when(Ask.auto().budget(1_999_999), MODEL)
            .dropped(
                "filter",
                new Reason.OverBudget(2_000_000, 1_999_999),
                "over_budget",
                "the estimate of $0.002 is above the $0.001999999 left of the budget"),
        when(NOTHING.ceiling(1_999_999))
            .dropped(
                "cost",
                new Reason.OverCeiling(2_000_000, 1_999_999),
                "over_ceiling",
                "the estimate of $0.002 is above the ceiling of $0.001999999"),
        when(MODEL.priced(PriceSheet.UNKNOWN))
            .dropped("cost", new Reason.UnknownPrice(), "unknown_price", "its price is not known"));
  }

  private static Stream<Row> needs() {
    Limits limits =
        new Limits(
            OptionalInt.of(1_499), OptionalInt.empty(), OptionalInt.of(400), OptionalInt.empty());
    Sample small = MODEL.card(card -> card.limits(limits));
    return Stream.of(
        when(Ask.auto().needs(Capability.TOOLS), MODEL.support(Capability.TOOLS, Support.NO))
            .dropped(
                "capability",
                new Reason.NoCapability(Capability.TOOLS),
                "no_capability",
                "it has no tools"),
        when(
                Ask.auto().needs(Capability.JSON_SCHEMA),
                MODEL.support(Capability.JSON_SCHEMA, Support.UNKNOWN))
            .dropped(
                "capability",
                new Reason.UnknownCapability(Capability.JSON_SCHEMA),
                "unknown_capability",
                "whether it has json schema is not known"),
        when(Ask.auto().maxOutput(500), small)
            .dropped(
                "capability",
                new Reason.ContextTooSmall(1_500, 1_499),
                "context_too_small",
                "1,500 tokens do not fit its context of 1,499 tokens"),
        when(Ask.auto().maxOutput(401), small)
            .dropped(
                "capability",
                new Reason.OutputTooSmall(401, 400),
                "output_too_small",
                "401 tokens of output are asked for, it writes at most 400 tokens"),
        when(Ask.auto().format("gemini").strict().losing("chat", "top_k", "seed"), MODEL)
            .dropped(
                "capability",
                new Reason.WouldLose(List.of("top_k", "seed")),
                "would_lose",
                "it would lose `top_k`, `seed`, and nothing may be lost"),
        when(Ask.auto().pinned("q", "response_id", true), MODEL)
            .dropped(
                "capability",
                new Reason.PortabilityPin("q", "response_id"),
                "portability_pin",
                "the conversation holds a response id that only the provider `q` can read"));
  }

  /** The 95th percentile is 2,000 ms; 1,000 ms and 400 tokens at 100/s are 5,000 ms. */
  private static Stream<Row> bounds() {
    OptionalInt no = OptionalInt.empty();
    Bounds firstToken =
        new Bounds(OptionalLong.empty(), OptionalInt.of(1_999), no, OptionalLong.empty());
    Bounds total =
        new Bounds(OptionalLong.empty(), no, OptionalInt.of(4_999), OptionalLong.empty());
    Bounds floor = new Bounds(OptionalLong.empty(), no, no, OptionalLong.of(800_000_001));
    Sample better = Sample.of("a/better").quality(900_000_000);
    return Stream.of(
        when(NOTHING.with(firstToken))
            .dropped(
                "latency",
                new Reason.FirstTokenTooSlow(2_000, 1_999),
                "first_token_too_slow",
                "one first token in twenty takes 2,000 ms or more, the ceiling is 1,999 ms"),
        when(NOTHING.with(total))
            .dropped(
                "latency",
                new Reason.TooSlow(5_000, 4_999),
                "too_slow",
                "the answer is expected to take 5,000 ms, the ceiling is 4,999 ms"),
        when(NOTHING.with(floor))
            .dropped(
                "quality",
                new Reason.BelowFloor(800_000_000, 800_000_001),
                "below_floor",
                "the expected quality of 80 points is below the floor of 80.0000001 points"),
        when(Ask.ranked(better, MODEL).withoutFailover(), MODEL)
            .dropped(
                "plan",
                new Reason.PlanFull(2, 1),
                "plan_full",
                "it came 2nd, and the plan holds 1"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesTheReasonWithItsFigures(Row row) {
    Sample other = Sample.of("a/better").quality(900_000_000);

    Decision decision = Router.decide(row.ask().question(), row.wants().over(other, row.model()));

    assertThat(decision.dropOf(MODEL.target()))
        .contains(new Decision.Drop(row.layer(), row.reason()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesAndTellsTheReason(Row row) {
    assertThat(row.reason().code().id()).isEqualTo(row.code());
    assertThat(ReasonText.sentence(row.reason())).isEqualTo(row.sentence());
  }

  @Test
  void hasARowForEveryReason() {
    assertThat(rows().map(row -> row.reason().getClass()).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(Arrays.asList(Reason.class.getPermittedSubclasses())));
  }

  private static ProviderFacts disabled(ProviderFacts facts) {
    return new ProviderFacts(
        facts.id(), facts.formats(), false, false, Set.of(), Set.of(), Support.UNKNOWN, false);
  }

  private static ProviderFacts at(ProviderFacts facts, String region) {
    return new ProviderFacts(
        facts.id(), facts.formats(), true, false, Set.of(region), Set.of(), Support.UNKNOWN, false);
  }

  private static Terms regions(String... regions) {
    return new Terms(Set.of(), Set.of(regions), Set.of(), false, false);
  }

  private static Health health(Circuit circuit, int quotaPercent, boolean draining) {
    return new Health(
        circuit,
        circuit == Circuit.OPEN ? Optional.of(LATER) : Optional.empty(),
        Optional.empty(),
        quotaPercent,
        0,
        1,
        draining,
        false);
  }

  private static Standing embedding() {
    var standing = MODEL.standing();
    ModelCard card =
        ModelCard.builder("maker/m", ModelCard.Kind.EMBEDDING).price(Sample.price(1, 1)).build();
    return new Standing(
        new Deployment(MODEL.target(), standing.deployment().provider(), Optional.of(card)),
        standing.health(),
        standing.latency(),
        standing.output(),
        standing.quality());
  }
}
