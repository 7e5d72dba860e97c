package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.Expectation;
import dev.signalbox.engine.catalog.Governance;
import dev.signalbox.engine.catalog.LatencyPrior;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Provenance;
import dev.signalbox.engine.catalog.QualityFigure;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.naming.WeightedTarget;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Hedge;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.PriceWindow;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.routing.Ask;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.ReasonCode;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.Revisions;
import dev.signalbox.engine.state.Snapshot;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each record takes, at the edge, and what just beyond it is refused. */
final class ValueRulesTest {
  private static final Target TARGET = new Target("p", "m");
  private static final List<Target> ONE = List.of(TARGET);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final LocalTime NOON = LocalTime.NOON;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofPolicy", "ofState", "ofRouting", "ofPrices", "ofTokens", "ofNames", "ofCards"})
  void theEdgeIsTakenAndWhatIsBeyondIsNot(String rule, Supplier<?> edge, Supplier<?> beyond) {
    assertThat(edge.get()).as(rule).isNotNull();
    assertThatThrownBy(beyond::get).as(rule).isInstanceOf(IllegalArgumentException.class);
  }

  private static Arguments rule(String name, Supplier<?> edge, Supplier<?> beyond) {
    return Arguments.of(name, edge, beyond);
  }

  static Stream<Arguments> ofPolicy() {
    return Stream.of(
        rule("hedge: delay", () -> new Hedge(1, 50), () -> new Hedge(0, 50)),
        rule("hedge: least share", () -> new Hedge(9, 1), () -> new Hedge(9, 0)),
        rule("hedge: most share", () -> new Hedge(9, 100), () -> new Hedge(9, 101)),
        rule("attempts: least", () -> handling(1, 5), () -> handling(0, 5)),
        rule("attempts: most", () -> handling(8, 5), () -> handling(9, 5)),
        rule("switch", () -> handling(4, 0), () -> handling(4, -1)),
        rule("point", () -> new Trade(1, 5), () -> new Trade(0, 5)),
        rule("second", () -> new Trade(5, 0), () -> new Trade(5, -1)),
        rule("profile id", () -> profile("a".repeat(64)), () -> profile("a".repeat(65))),
        rule("profile id begins", () -> profile("0-_"), () -> profile("-0")),
        rule("selector", () -> new Selector("p"), () -> new Selector(" ")),
        rule("rule", () -> rule("r"), () -> rule(" ")),
        rule("weights: cost", () -> Trade.ofWeights(0, .5, .5), () -> Trade.ofWeights(-.1, .5, .6)),
        rule("weights: time", () -> Trade.ofWeights(.5, 0, .5), () -> Trade.ofWeights(.5, -.1, .6)),
        rule("weights: quality", () -> Trade.ofWeights(0, 0, 1), () -> Trade.ofWeights(.5, .5, 0)),
        rule("weights: sum", () -> weights(.4995), () -> weights(.502)));
  }

  private static Trade weights(double quality) {
    return Trade.ofWeights(.25, .25, quality);
  }

  private static Handling handling(int attempts, long switchUtility) {
    return new Handling(
        false, false, attempts, switchUtility, Optional.empty(), Optional.empty(), Checks.NONE);
  }

  private static Profile profile(String id) {
    return new Profile(
        id,
        "",
        TaskFamily.GENERAL,
        new Trade(1, 1),
        Bounds.NONE,
        Wishes.NONE,
        Terms.NONE,
        Handling.STANDARD);
  }

  private static Rule rule(String name) {
    return new Rule(
        name, RuleMatch.ALL, Wishes.NONE, Terms.NONE, Optional.empty(), Optional.empty());
  }

  static Stream<Arguments> ofState() {
    return Stream.of(
        rule("first token", () -> latency(0, 1, 1, 1), () -> latency(-1, 1, 1, 1)),
        rule("95th percentile", () -> latency(1, 0, 1, 1), () -> latency(1, -1, 1, 1)),
        rule("speed", () -> latency(1, 1, 1, 1), () -> latency(1, 1, 0, 1)),
        rule("latency: samples", () -> latency(1, 1, 1, 0), () -> latency(1, 1, 1, -1)),
        rule("quota: least", () -> health(0, 1, 9), () -> health(-1, 1, 9)),
        rule("quota: most", () -> health(100, 1, 9), () -> health(101, 1, 9)),
        rule("in flight", () -> health(1, 0, 9), () -> health(1, -1, 9)),
        rule("capacity", () -> health(1, 1, 1), () -> health(1, 1, 0)),
        rule("length", () -> new Output(0, 5), () -> new Output(-1, 5)),
        rule("lengths", () -> new Output(5, 0), () -> new Output(5, -1)),
        rule("quality", () -> quality(3), () -> quality(4)),
        rule("revisions", () -> Revisions.ofText("a b c d e"), () -> Revisions.ofText("a b c d")),
        rule("standard profile", () -> policy("balanced"), () -> policy("fast")));
  }

  private static Latency latency(int first, int p95, int speed, long samples) {
    return new Latency(first, p95, speed, samples, "test");
  }

  private static Health health(int quota, int inFlight, int capacity) {
    return new Health(
        Circuit.CLOSED,
        Optional.empty(),
        Optional.empty(),
        quota,
        inFlight,
        capacity,
        false,
        false);
  }

  private static Quality quality(long value) {
    return new Quality(value, 0, 0, List.of(new Quality.Part("a", 1), new Quality.Part("b", 2)));
  }

  private static Snapshot.Policy policy(String id) {
    return new Snapshot.Policy(Map.of(id, profile(id)), List.of());
  }

  static Stream<Arguments> ofRouting() {
    return Stream.of(
        rule("layer", () -> layer(0), () -> layer(1)),
        rule("input", () -> tokens(0, 1), () -> tokens(-1, 1)),
        rule("most output", () -> tokens(1, 0), () -> tokens(1, -1)),
        rule("rank", () -> new Question.Place(TARGET, 0), () -> new Question.Place(TARGET, -1)),
        rule("places", () -> named(1), () -> named(0)),
        rule("places differ", () -> named(1), () -> named(2)),
        rule("cached", () -> session(0), () -> session(-1)),
        rule("assertion", () -> assertion(1), () -> assertion(0)));
  }

  private static LayerRecord layer(int reasons) {
    return new LayerRecord(
        "cost", Collections.nCopies(reasons, ReasonCode.UNKNOWN_PRICE), List.of(), List.of());
  }

  private static Needs.Tokens tokens(long input, long output) {
    return new Needs.Tokens(input, true, OptionalLong.of(output));
  }

  private static Question.Scope named(int times) {
    return new Question.Scope.Named(
        IntStream.range(0, times).mapToObj(i -> new Question.Place(TARGET, i)).toList());
  }

  private static Question.Session session(long cached) {
    return new Question.Session("s", Optional.empty(), cached, Optional.empty());
  }

  private static Assertion assertion(int expectations) {
    Question question = Ask.auto().question();
    return new Assertion(
        "a",
        new Assertion.Request(
            "auto", Optional.empty(), "chat", false, question.needs(), question.origin()),
        List.<Expectation>of(new Expectation.MaxCost(1)).subList(0, expectations));
  }

  static Stream<Arguments> ofPrices() {
    PriceRow row = PriceRow.of(Rates.FREE);
    return Stream.of(
        rule("last day", () -> row(DAY.plusDays(1), 1), () -> row(DAY, 1)),
        rule("size", () -> row(DAY.plusDays(1), 1), () -> row(DAY.plusDays(1), 0)),
        rule("sheet: day", () -> sheet(DAY, row), () -> undated(row)),
        rule("sheet: rows", () -> sheet(DAY, row), () -> sheet(DAY, row, row)),
        rule("window: name", () -> window("w", 1, 1), () -> window("", 1, 1)),
        rule("window: days", () -> window("w", 1, 1), () -> window("w", 0, 1)),
        rule("window: hours", () -> window("w", 1, 1), () -> window("w", 1, 0)),
        rule("hours", () -> hours(NOON.plusNanos(1)), () -> hours(NOON)),
        rule("hours: midnight", () -> hours(LocalTime.MIDNIGHT), () -> hours(NOON.minusNanos(1))));
  }

  private static PriceRow row(LocalDate until, long above) {
    return new PriceRow(
        ServiceTier.STANDARD,
        Optional.of(DAY),
        Optional.of(until),
        Optional.empty(),
        OptionalLong.of(above),
        Rates.FREE);
  }

  private static PriceSheet sheet(LocalDate asOf, PriceRow... rows) {
    return new PriceSheet(List.of(rows), "test", Confidence.SINGLE, Optional.of(asOf));
  }

  private static PriceSheet undated(PriceRow row) {
    return new PriceSheet(List.of(row), "test", Confidence.SINGLE, Optional.empty());
  }

  private static PriceWindow window(String name, int days, int hours) {
    return new PriceWindow(
        name,
        days == 0 ? Set.of() : Set.of(DayOfWeek.MONDAY),
        List.of(hours(LocalTime.MIDNIGHT)).subList(0, hours));
  }

  private static PriceWindow.Hours hours(LocalTime until) {
    return new PriceWindow.Hours(NOON, until);
  }

  /** One row for each kind of token, as a rate and as a number. */
  static Stream<Arguments> ofTokens() {
    return IntStream.range(0, 8)
        .boxed()
        .flatMap(
            kind ->
                Stream.of(
                    rule("rate " + kind, () -> rates(kind, 0), () -> rates(kind, -1)),
                    rule("tokens " + kind, () -> buckets(kind, 0), () -> buckets(kind, -1))));
  }

  private static Rates rates(int kind, long rate) {
    List<OptionalLong> all =
        IntStream.range(0, 8)
            .mapToObj(i -> i == kind ? OptionalLong.of(rate) : OptionalLong.empty())
            .toList();
    return new Rates(
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5),
        all.get(6),
        all.get(7));
  }

  private static TokenBuckets buckets(int kind, long count) {
    long[] all = new long[8];
    all[kind] = count;
    return new TokenBuckets(all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7]);
  }

  static Stream<Arguments> ofNames() {
    return Stream.of(
        rule("provider", () -> new Target("p", "m"), () -> new Target("", "m")),
        rule("model", () -> new Target("p", "m"), () -> new Target("p", "")),
        rule("weight", () -> new WeightedTarget("m", 0), () -> new WeightedTarget("m", -1)),
        rule("ranks", () -> resolved(List.of(ONE)), () -> resolved(List.of())),
        rule("rank", () -> resolved(List.of(ONE)), () -> resolved(List.of(ONE, List.of()))));
  }

  private static Resolution resolved(List<List<Target>> ranks) {
    return new Resolution.Resolved(ranks, false);
  }

  static Stream<Arguments> ofCards() {
    return Stream.of(
        rule("id: maker", () -> card("m/x"), () -> card("/x")),
        rule("id: name", () -> card("m/x"), () -> card("m/")),
        rule("id: slash", () -> card("m/x"), () -> card("x")),
        rule("expected first token", () -> prior(0, 1), () -> prior(-1, 1)),
        rule("expected speed", () -> prior(1, 1), () -> prior(1, 0)),
        rule("retention", () -> retention(0), () -> retention(-1)),
        rule("size", () -> size(Double.MIN_VALUE), () -> size(0)),
        rule("size is a number", () -> size(1), () -> size(Double.NaN)),
        rule("trust: most", () -> figure(1, 1), () -> figure(1, 1.01)),
        rule("trust: least", () -> figure(1, Double.MIN_VALUE), () -> figure(1, 0)),
        rule("figure", () -> figure(-1e300, 1), () -> figure(Double.NaN, 1)),
        rule("figure has a bench", () -> figure("b", "u", "s"), () -> figure("", "u", "s")),
        rule("figure has a unit", () -> figure("b", "u", "s"), () -> figure("b", "", "s")),
        rule("figure has a source", () -> figure("b", "u", "s"), () -> figure("b", "u", "")));
  }

  private static ModelCard card(String id) {
    return ModelCard.builder(id, ModelCard.Kind.CHAT).build();
  }

  private static LatencyPrior prior(int first, int speed) {
    return new LatencyPrior(OptionalInt.of(first), OptionalInt.of(speed), "test");
  }

  private static Governance retention(int days) {
    return new Governance(Set.of(), Optional.empty(), OptionalInt.of(days), Set.of());
  }

  private static Provenance size(double billions) {
    return new Provenance(
        List.of(),
        DAY,
        Confidence.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.of(billions),
        Optional.empty());
  }

  private static QualityFigure figure(double figure, double trust) {
    return new QualityFigure("b", figure, "percent", Optional.empty(), trust, "s");
  }

  private static QualityFigure figure(String bench, String unit, String source) {
    return new QualityFigure(bench, 1, unit, Optional.empty(), 1, source);
  }
}
