package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class QualityPriorsTest {
  private static final Catalog CATALOG = CatalogReader.standard();

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-6-astra, openai/gpt-6-luna",
    "openai/gpt-6-sol, openai/gpt-6-luna",
    "openai/gpt-5.6-sol, openai/gpt-5.6-terra",
    "openai/gpt-5.6-terra, openai/gpt-5.6-luna",
    "openai/gpt-5.4, openai/gpt-5.4-mini",
    "openai/gpt-5.4-mini, openai/gpt-5.4-nano",
    "openai/gpt-5, openai/gpt-5-mini",
    "openai/gpt-5-mini, openai/gpt-5-nano",
    "openai/gpt-4.1, openai/gpt-4.1-mini",
    "openai/gpt-4.1-mini, openai/gpt-4.1-nano",
    "openai/gpt-4o, openai/gpt-4o-mini",
    "openai/gpt-4o, openai/gpt-3.5-turbo",
    "openai/gpt-4o-mini, openai/gpt-3.5-turbo",
    "openai/gpt-5, openai/gpt-4o",
    "openai/o3, openai/o1",
    "openai/o1, openai/o1-mini",
    "anthropic/claude-opus-5, anthropic/claude-sonnet-5",
    "anthropic/claude-opus-5-5, anthropic/claude-haiku-5-5",
    "anthropic/claude-opus-4-5, anthropic/claude-sonnet-4-5",
    "anthropic/claude-sonnet-4-5, anthropic/claude-haiku-4-5",
    "anthropic/claude-opus-4-8, anthropic/claude-opus-4-5",
    "anthropic/claude-3-opus-20240229, anthropic/claude-3-sonnet-20240229",
    "anthropic/claude-3-sonnet-20240229, anthropic/claude-3-haiku-20240307",
    "anthropic/claude-3-5-sonnet-20241022, anthropic/claude-3-opus-20240229",
    "google/gemini-3.1-pro-preview, google/gemini-3-flash-preview",
    "google/gemini-2.5-pro, google/gemini-2.5-flash",
    "google/gemini-2.5-flash, google/gemini-2.5-flash-lite",
    "google/gemini-1.5-pro, google/gemini-1.5-flash",
    "google/gemini-1.5-flash, google/gemini-1.5-flash-8b",
    "mistral/mistral-medium-2604, mistral/mistral-small-2603",
    "deepseek/deepseek-v4-pro, deepseek/deepseek-v4-flash",
    "xai/grok-4.7, xai/grok-3",
    "bedrock/amazon.nova-pro-v1:0, bedrock/amazon.nova-micro-v1:0",
    "ollama/llama3.3:70b, ollama/llama3.1:8b",
    "ollama/llama3.1:8b, ollama/llama3.2:3b",
    "ollama/gpt-oss:120b, ollama/phi4:14b",
    "groq/llama-3.3-70b-versatile, groq/llama-3.1-8b-instant",
    "openai/gpt-5.5, ollama/llama3.1:8b"
  })
  void theStrongerModelIsExpectedToAnswerBetter(String stronger, String weaker) {
    for (TaskFamily family :
        List.of(TaskFamily.GENERAL, TaskFamily.EXTRACT, TaskFamily.CHAT, TaskFamily.CODE)) {
      assertThat(prior(stronger, family).mean())
          .as(family.id())
          .isGreaterThan(prior(weaker, family).mean());
    }
  }

  @ParameterizedTest
  @EnumSource(TaskFamily.class)
  void everyCardOfTheCatalogHasAPriorWithinBounds(TaskFamily family) {
    assertThat(CATALOG.cards())
        .allSatisfy(
            card -> {
              QualityPrior prior = QualityPriors.of(card, family);
              assertThat(prior.mean()).isBetween(0.15, 0.985);
              assertThat(prior.sd()).isBetween(0.003, 0.25);
              assertThat(prior.source()).isNotEmpty();
            });
  }

  @Test
  void aPriorRestsOnItsCardAlone() {
    ModelCard card = CATALOG.byId("openai/gpt-4o").orElseThrow();
    Catalog alone = new Catalog(List.of(card));

    assertThat(QualityPriors.of(alone.cards().getFirst(), TaskFamily.CODE))
        .isEqualTo(prior("openai/gpt-4o", TaskFamily.CODE));
  }

  @Test
  void theLessIsKnownTheLessSureIsThePrior() {
    ModelCard nothing = ModelCard.builder("m/x", ModelCard.Kind.CHAT).build();
    ModelCard priced =
        nothing.toBuilder()
            .price(PriceSheet.of(Rates.of(1_000_000_000, 1_000_000_000), "s", LocalDate.EPOCH))
            .build();
    ModelCard dated = priced.toBuilder().lifecycle(released(LocalDate.of(2025, 5, 13))).build();
    ModelCard tested = dated.toBuilder().quality(List.of(figure("MMLU", 82))).build();
    ModelCard testedTwice =
        dated.toBuilder().quality(List.of(figure("MMLU", 82), figure("HumanEval", 87))).build();

    assertThat(List.of(nothing, priced, dated, tested, testedTwice))
        .extracting(card -> ability(card))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void aFigureOfItsOwnFieldPullsHarder() {
    ModelCard card =
        ModelCard.builder("m/x", ModelCard.Kind.CHAT)
            .quality(List.of(figure("Aider polyglot", 90)))
            .build();
    ModelCard without = ModelCard.builder("m/x", ModelCard.Kind.CHAT).build();

    double code = rise(card, without, TaskFamily.CODE);
    double chat = rise(card, without, TaskFamily.CHAT);

    assertThat(code).isGreaterThan(chat);
  }

  @Test
  void aFigureOfLessTrustPullsLess() {
    ModelCard without = ModelCard.builder("m/x", ModelCard.Kind.CHAT).build();
    QualityFigure open = figure("GPQA Diamond", 90);
    QualityFigure claimed =
        new QualityFigure("GPQA Diamond", 90, "percent", Optional.empty(), 0.3, "s");

    double trusted =
        rise(without.toBuilder().quality(List.of(open)).build(), without, TaskFamily.GENERAL);
    double doubted =
        rise(without.toBuilder().quality(List.of(claimed)).build(), without, TaskFamily.GENERAL);

    assertThat(doubted).isPositive().isLessThan(trusted);
  }

  @Test
  void aFigureOfAnUnknownTestOrUnitChangesNothing() {
    ModelCard without = ModelCard.builder("m/x", ModelCard.Kind.CHAT).build();
    ModelCard card =
        without.toBuilder()
            .quality(
                List.of(
                    figure("My own test", 99),
                    new QualityFigure("MMLU", 99, "elo", Optional.empty(), 1, "s")))
            .build();

    assertThat(QualityPriors.of(card, TaskFamily.GENERAL))
        .isEqualTo(QualityPriors.of(without, TaskFamily.GENERAL));
  }

  @Test
  void theSourceNamesWhatThePriorRestsOn() {
    assertThat(prior("openai/o4-mini", TaskFamily.GENERAL).source())
        .isEqualTo("Aider polyglot, GPQA Diamond, SWE-bench Verified, price, release and size");
  }

  private static double rise(ModelCard card, ModelCard without, TaskFamily family) {
    return logit(QualityPriors.of(card, family).mean())
        - logit(QualityPriors.of(without, family).mean());
  }

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }

  /** How unsure the ability is, whatever the share of good answers it stands for. */
  private static double ability(ModelCard card) {
    QualityPrior prior = QualityPriors.of(card, TaskFamily.GENERAL);
    return prior.sd() / (prior.mean() * (1 - prior.mean()));
  }

  private static QualityPrior prior(String id, TaskFamily family) {
    return QualityPriors.of(CATALOG.byId(id).orElseThrow(), family);
  }

  private static QualityFigure figure(String bench, double percent) {
    return new QualityFigure(bench, percent, "percent", Optional.empty(), 1, "s");
  }

  private static Lifecycle released(LocalDate day) {
    return new Lifecycle(
        Lifecycle.Stage.ACTIVE,
        Optional.of(day),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
