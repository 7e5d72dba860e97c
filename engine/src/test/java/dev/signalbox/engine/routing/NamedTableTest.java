package dev.signalbox.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What ceilings keep, what names, ranks, losses and conversations change. */
final class NamedTableTest {
  private static final Sample FIRST = Sample.of("a/one");
  private static final Sample SECOND = Sample.of("b/two").quality(790_000_000);
  private static final Wants NOTHING = Wants.nothing();

  @Test
  void keepsWhatIsExactlyAtACeiling() {
    OptionalInt no = OptionalInt.empty();
    OptionalLong none = OptionalLong.empty();
    List<Wants> ceilings =
        List.of(
            NOTHING.ceiling(2_000_000),
            NOTHING.with(new Bounds(none, OptionalInt.of(2_000), no, none)),
            NOTHING.with(new Bounds(none, no, OptionalInt.of(5_000), none)),
            NOTHING.with(new Bounds(none, no, no, OptionalLong.of(800_000_000))));

    for (Wants wants : ceilings) {
      assertThat(decide(Ask.auto(), wants, FIRST).plan()).hasSize(1);
    }
    assertThat(decide(Ask.auto().budget(2_000_000), NOTHING, FIRST).plan()).hasSize(1);
  }

  @Test
  void keepsWhatFitsExactly() {
    Limits limits =
        new Limits(
            OptionalInt.of(1_400), OptionalInt.of(1_000), OptionalInt.of(400), OptionalInt.empty());
    Sample model = FIRST.card(card -> card.limits(limits));

    assertThat(decide(Ask.auto().maxOutput(400), NOTHING, model).plan()).hasSize(1);
    assertThat(reason(decide(Ask.auto().input(1_001), NOTHING, model), model))
        .isEqualTo(new Reason.ContextTooSmall(1_001, 1_000));
  }

  @Test
  void aNamedModelIsRefusedForItsContextOnlyWhenThePromptSurelyDoesNotFit() {
    Limits limits =
        new Limits(
            OptionalInt.of(750), OptionalInt.empty(), OptionalInt.of(10), OptionalInt.empty());
    Sample model = FIRST.card(card -> card.limits(limits));

    // an estimate of 1,000 is 750 tokens at the least; what is asked for of output is not counted
    assertThat(decide(Ask.named(model).estimated().maxOutput(500), NOTHING, model).plan())
        .hasSize(1);
    // 1,002 × 75 % = 751
    assertThat(reason(decide(Ask.named(model).estimated().input(1_002), NOTHING, model), model))
        .isEqualTo(new Reason.ContextTooSmall(751, 750));
    assertThat(reason(decide(Ask.named(model), NOTHING, model), model))
        .isEqualTo(new Reason.ContextTooSmall(1_000, 750));
  }

  @Test
  void aNamedModelIsTriedThoughRetiredUnpricedOrUnknown() {
    Lifecycle retired =
        new Lifecycle(
            Lifecycle.Stage.RETIRED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Sample old = FIRST.card(card -> card.lifecycle(retired).price(PriceSheet.UNKNOWN));
    Sample strange = SECOND.withoutCard();

    Decision decision =
        decide(Ask.named(old, strange).needs(Capability.VISION), NOTHING, old, strange);

    assertThat(decision.targets()).containsExactly(old.target(), strange.target());
  }

  @Test
  void aNamedModelLosesWhatNothingDependsOnAndIsRefusedTheRest() {
    Sample model =
        FIRST.support(Capability.TOOLS, Support.NO).support(Capability.JSON_SCHEMA, Support.NO);

    Decision schema = decide(Ask.named(model).needs(Capability.JSON_SCHEMA), NOTHING, model);
    Decision tools = decide(Ask.named(model).needs(Capability.TOOLS), NOTHING, model);

    assertThat(schema.layers().get(1).scored())
        .containsExactly(new Score.Fit(model.target(), List.of("json_schema"), Optional.empty()));
    assertThat(reason(tools, model)).isEqualTo(new Reason.NoCapability(Capability.TOOLS));
  }

  @Test
  void aRankComesBeforeAnyUtility() {
    Sample dear = FIRST.priced(1_000 * Sample.DOLLAR, 1_000 * Sample.DOLLAR);

    Decision decision = decide(Ask.ranked(dear, SECOND), NOTHING, dear, SECOND);

    // 1,400 tokens at $1,000 per million: $1.40, 1,400 points
    assertThat(decision.plan())
        .containsExactly(
            entry(dear, 800_000_000 - 50_000_000 - 14_000_000_000L, PlanEntry.Why.BEST),
            entry(SECOND, 720_000_000, PlanEntry.Why.NAMED_LATER));
    assertThat(decision.runnerUp()).isEmpty();
  }

  @Test
  void aLossComesBeforeAnyUtilityAndARankBeforeALoss() {
    Ask asking = Ask.auto().parameters(Needs.Parameter.STOP);
    Sample dear = FIRST.priced(1_000 * Sample.DOLLAR, 1_000 * Sample.DOLLAR);
    Sample losing = SECOND.card(card -> card.parameters(refusingStop()));

    assertThat(decide(asking, NOTHING, losing, dear).plan())
        .containsExactly(
            entry(dear, -13_250_000_000L, PlanEntry.Why.BEST),
            entry(losing, 720_000_000, PlanEntry.Why.LOSES_MORE));
    assertThat(
            decide(Ask.ranked(losing, dear).parameters(Needs.Parameter.STOP), NOTHING, losing, dear)
                .targets())
        .containsExactly(losing.target(), dear.target());
  }

  @Test
  void aProviderLosesWhatItsFirstFormatLosesUnlessItSpeaksTheClients() {
    Sample chat = FIRST;

    Decision other = decide(Ask.auto().format("gemini").losing("chat", "top_k"), NOTHING, chat);
    Decision same = decide(Ask.auto().format("chat").losing("chat", "top_k"), NOTHING, chat);
    Decision strict =
        decide(Ask.auto().format("gemini").losing("chat", "top_k").strict(), NOTHING, chat);

    assertThat(other.layers().get(1).scored())
        .containsExactly(new Score.Fit(chat.target(), List.of("top_k"), Optional.empty()));
    assertThat(same.layers().get(1).scored())
        .containsExactly(new Score.Fit(chat.target(), List.of(), Optional.empty()));
    assertThat(reason(strict, chat)).isEqualTo(new Reason.WouldLose(List.of("top_k")));
  }

  @Test
  void aSoftPinRanksOthersAfterAndAHardOneDropsThem() {
    Ask soft = Ask.auto().pinned("b", "reasoning", false);
    Ask hard = Ask.auto().pinned("b", "reasoning", true);

    assertThat(decide(soft, NOTHING, FIRST, SECOND).plan())
        .containsExactly(
            entry(SECOND, 720_000_000, PlanEntry.Why.BEST),
            entry(FIRST, 730_000_000, PlanEntry.Why.LOSES_MORE));
    assertThat(decide(hard, NOTHING, FIRST, SECOND).targets()).containsExactly(SECOND.target());
    assertThat(reason(decide(hard, NOTHING, FIRST, SECOND), FIRST))
        .isEqualTo(new Reason.PortabilityPin("b", "reasoning"));
  }

  @Test
  void aCachedPrefixIsCheaperAndLeavingItIsDear() {
    OptionalLong none = OptionalLong.empty();
    Rates rates =
        new Rates(
            OptionalLong.of(Sample.DOLLAR),
            OptionalLong.of(5 * Sample.DOLLAR / 2),
            OptionalLong.of(Sample.DOLLAR / 10),
            none,
            none,
            none,
            none,
            none);
    Sample last = SECOND.priced(PriceSheet.of(rates, "test", LocalDate.of(2026, 11, 20)));

    Decision decision = decide(Ask.auto().after(last.target(), 800), NOTHING, FIRST, last);

    // here: 200 × $1 + 800 × $0.10 + 400 × $2.50 per million = 1,280,000 nano-dollars
    assertThat(decision.plan().getFirst())
        .isEqualTo(entry(last, 790_000_000 - 50_000_000 - 12_800_000, PlanEntry.Why.BEST));
    // leaving: a point, and 800 × $0.90 per million = 720,000 nano-dollars of the next turn
    assertThat(decision.layers().get(4).scored().getFirst())
        .isEqualTo(
            new Score.Worth(
                FIRST.target(),
                FIRST.standing().quality().values().iterator().next(),
                17_200_000,
                720_000,
                800_000_000 - 17_200_000));
    assertThat(decision.plan().getLast().utility()).isEqualTo(730_000_000 - 17_200_000);
  }

  @Test
  void whatTheDeploymentHasShownAtTheTaskComesBeforeWhatItHasShownElsewhere() {
    Sample shown =
        FIRST.output(
            new Output(new Output.Length(800, 60), Map.of("code", new Output.Length(100, 180))));

    // (20 × 800 + 180 × 100) ÷ 200, as 800 is both the usual length of code and its own mean
    assertThat(output(decide(Ask.auto().task("code"), NOTHING, shown))).isEqualTo(170);
    assertThat(output(decide(Ask.auto(), NOTHING, shown))).isEqualTo(700);
    assertThat(output(decide(Ask.auto().task("code").maxOutput(50), NOTHING, shown))).isEqualTo(50);
  }

  @Test
  void theExpectedAnswerIsWhatSuchTasksTakeAndTheDeploymentHasShown() {
    // the prior of 400 counts like 20 answers: (20 × 400 + 60 × 800) ÷ 80
    Sample shown = FIRST.output(new Output(800, 60));

    assertThat(output(decide(Ask.auto(), NOTHING, shown))).isEqualTo(700);
    assertThat(output(decide(Ask.auto().task("code"), NOTHING, FIRST))).isEqualTo(800);
    assertThat(output(decide(Ask.auto().task("long-context"), NOTHING, FIRST))).isEqualTo(500);
    assertThat(output(decide(Ask.auto().task("knitting"), NOTHING, FIRST))).isEqualTo(400);
    assertThat(output(decide(Ask.auto().maxOutput(50), NOTHING, shown))).isEqualTo(50);
  }

  @Test
  void theSecondEntryIsOfAnotherProviderWhereOneCompetes() {
    Sample sibling = Sample.of("a/sibling").quality(799_000_000);
    Sample other = Sample.of("b/other").quality(700_000_000);

    Decision decision = decide(Ask.auto(), NOTHING, FIRST, sibling, other);

    assertThat(decision.plan())
        .containsExactly(
            entry(FIRST, 730_000_000, PlanEntry.Why.BEST),
            entry(other, 630_000_000, PlanEntry.Why.OTHER_PROVIDER),
            entry(sibling, 729_000_000, PlanEntry.Why.NEXT));
    assertThat(decision.runnerUp().orElseThrow().target()).isEqualTo(sibling.target());
  }

  @Test
  void thePlanEndsWithTheAttempts() {
    Decision decision = decide(Ask.auto(), NOTHING.attempts(1), FIRST, SECOND);

    assertThat(decision.targets()).containsExactly(FIRST.target());
    assertThat(decision.unplanned())
        .containsExactly(new LayerRecord.Dropped(SECOND.target(), new Reason.PlanFull(2, 1)));
  }

  @Test
  void equalsComeInTheOrderOfTheConfig() {
    Sample twin = Sample.of("b/one");

    assertThat(decide(Ask.auto(), NOTHING, FIRST, twin).targets())
        .containsExactly(FIRST.target(), twin.target());
    assertThat(decide(Ask.auto(), NOTHING, twin, FIRST).targets())
        .containsExactly(twin.target(), FIRST.target());
  }

  @Test
  void saysWhatWouldMakeTheSecondTheFirst() {
    // $0.002 dearer and 3 points better, a second slower
    Sample dearer =
        Sample.of("b/dear")
            .quality(830_000_000)
            .priced(3 * Sample.DOLLAR, 5 * Sample.DOLLAR / 2)
            .latency(new Latency(2_500, 2_500, 100, 0, "assumed"));

    RunnerUp second = decide(Ask.auto(), NOTHING, FIRST, dearer).runnerUp().orElseThrow();

    // 830 − 40 − 65 = 725 against 730
    assertThat(second.target()).isEqualTo(dearer.target());
    assertThat(second.gap()).isEqualTo(5_000_000);
    assertThat(second.qualityRise()).hasValue(5_000_001);
    // without cost 765 against 750: $0.002 must weigh less than 1.5 points
    assertThat(second.pointNanosAbove()).hasValue(1_333_333);
    assertThat(second.pointNanosBelow()).isEmpty();
    // its cost may weigh less than 3.5 points, for equals are not enough
    assertThat(second.costBelow()).hasValue(3_500_000);
  }

  private static ParameterRules refusingStop() {
    return new ParameterRules(Support.YES, Support.NO, Optional.empty(), List.of(), List.of());
  }

  private static Decision decide(Ask ask, Wants wants, Sample... samples) {
    return Router.decide(ask.question(), wants.over(samples));
  }

  private static PlanEntry entry(Sample sample, long utility, PlanEntry.Why why) {
    int propensity = why == PlanEntry.Why.BEST ? PlanEntry.CERTAIN : 0;
    return new PlanEntry(sample.target(), utility, why, propensity);
  }

  private static Reason reason(Decision decision, Sample sample) {
    Target target = sample.target();
    return decision.dropOf(target).orElseThrow().reason();
  }

  private static long output(Decision decision) {
    return decision.layers().get(2).scored().getFirst() instanceof Score.Price price
        ? price.quote().tokens().output()
        : -1;
  }
}
