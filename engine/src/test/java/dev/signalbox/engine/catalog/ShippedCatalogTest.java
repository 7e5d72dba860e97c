package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.Rates;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ShippedCatalogTest {
  private static final Catalog CATALOG = CatalogReader.standard();

  @Test
  void holdsChatAndEmbeddingModelsOfEachMaker() {
    assertThat(cards(ModelCard.Kind.CHAT)).hasSizeGreaterThanOrEqualTo(118);
    assertThat(cards(ModelCard.Kind.EMBEDDING)).hasSizeGreaterThanOrEqualTo(19);
    assertThat(CATALOG.of("anthropic", "claude-haiku-4-5").orElseThrow().limits().maxOutputTokens())
        .isEqualTo(OptionalInt.of(64_000));
    assertThat(CATALOG.of("google", "gemini-embedding-001").orElseThrow().kind())
        .isEqualTo(ModelCard.Kind.EMBEDDING);
  }

  @Test
  void aDatedAliasFindsItsCard() {
    assertThat(CATALOG.named("gpt-4o-2024-08-06"))
        .extracting(ModelCard::id)
        .contains("openai/gpt-4o");
  }

  @Test
  void everyCardHasAPriceAndSaysWhereItIsFrom() {
    assertThat(CATALOG.cards())
        .allSatisfy(
            card -> {
              assertThat(card.price().rows()).as(card.id()).isNotEmpty();
              assertThat(card.price().source()).as(card.id()).isNotEmpty();
              assertThat(card.provenance().sources()).as(card.id()).isNotEmpty();
              assertThat(card.provenance().asOf()).isEqualTo(LocalDate.of(2026, 11, 20));
            });
  }

  @Test
  void everySourceIsListedWithItsLicence() {
    Set<String> listed =
        CATALOG.sources().stream().map(CatalogSource::name).collect(Collectors.toSet());

    assertThat(CATALOG.cards().stream().flatMap(card -> card.provenance().sources().stream()))
        .allSatisfy(source -> assertThat(listed).contains(source));
  }

  @Test
  void everyFigureIsOfABenchThatThePriorsKnow() {
    assertThat(CATALOG.cards().stream().flatMap(card -> card.quality().stream()))
        .allSatisfy(figure -> assertThat(Benchmark.of(figure.bench())).isPresent());
  }

  @Test
  void onlyModelsOnYourOwnMachineOrGivenAwayAreFree() {
    List<String> free =
        CATALOG.cards().stream()
            .filter(card -> card.price().rows().stream().allMatch(ShippedCatalogTest::isFree))
            .map(ModelCard::id)
            .filter(id -> !id.startsWith("ollama/"))
            .toList();

    assertThat(free).containsExactlyInAnyOrder("google/gemma-4-31b-it", "zai/glm-4.7-flash");
  }

  @Test
  void aRetiredModelIsStillFoundByWhatPeopleType() {
    assertThat(
            Stream.of(
                    "gpt-4",
                    "gpt-4-0613",
                    "gpt-4-turbo",
                    "gpt-3.5-turbo",
                    "gpt-4o-2024-05-13",
                    "o1-preview",
                    "o1-mini",
                    "claude-3-5-sonnet-20240620",
                    "claude-3-5-sonnet-20241022",
                    "claude-3-5-sonnet-latest",
                    "claude-3-5-haiku-20241022",
                    "claude-3-5-haiku-latest",
                    "claude-3-opus-20240229",
                    "claude-3-sonnet-20240229",
                    "claude-3-haiku-20240307",
                    "claude-sonnet-4-20250514",
                    "claude-opus-4-20250514",
                    "gemini-1.5-pro",
                    "gemini-1.5-pro-latest",
                    "gemini-1.5-flash-8b",
                    "gemini-2.0-flash",
                    "gemini-2.0-flash-lite",
                    "gpt-3.5-turbo-16k",
                    "gpt-3.5-turbo-0613",
                    "gpt-4-0314",
                    "gpt-4-vision-preview",
                    "gpt-4o-search-preview",
                    "gpt-5.1-codex-max",
                    "claude-2",
                    "claude-instant-1",
                    "gemini-pro-vision",
                    "gemini-2.0-flash-exp",
                    "gemini-2.5-pro-preview-05-06",
                    "gemini-2.5-flash-preview-04-17",
                    "mistral-tiny",
                    "open-mixtral-8x7b",
                    "grok-2-latest",
                    "llama-3.3-70b-versatile",
                    "gemma2-9b-it")
                .map(name -> CATALOG.named(name).getFirst()))
        .allSatisfy(
            card -> {
              assertThat(card.lifecycle().stage()).isEqualTo(Lifecycle.Stage.RETIRED);
              assertThat(card.lifecycle().replacement()).isPresent();
            });
  }

  @Test
  void everyModelThatIsGoneHasItsLastDay() {
    assertThat(CATALOG.cards())
        .filteredOn(card -> card.lifecycle().stage() == Lifecycle.Stage.RETIRED)
        .hasSizeGreaterThan(70)
        .allSatisfy(
            card ->
                assertThat(card.lifecycle().retired())
                    .as(card.id())
                    .hasValueSatisfying(day -> assertThat(day).isBefore("2026-11-21")));
  }

  @Test
  void aReplacementIsNeverOlderThanWhatItReplaces() {
    assertThat(CATALOG.cards())
        .allSatisfy(
            card ->
                card.lifecycle()
                    .replacement()
                    .flatMap(CATALOG::byId)
                    .flatMap(other -> other.lifecycle().released())
                    .ifPresent(
                        date ->
                            assertThat(card.lifecycle().released().orElse(LocalDate.MIN))
                                .as(card.id())
                                .isBefore(date)));
  }

  @Test
  void whatReplacesAModelCanStillBeCalledWhenThatOneIsGone() {
    LocalDate day = LocalDate.of(2026, 11, 20);

    assertThat(CATALOG.cards())
        .filteredOn(card -> card.lifecycle().stageOn(day) == Lifecycle.Stage.RETIRED)
        .allSatisfy(
            card ->
                assertThat(
                        card.lifecycle()
                            .replacement()
                            .flatMap(CATALOG::byId)
                            .map(other -> other.lifecycle().stageOn(day)))
                    .as(card.id())
                    .isPresent()
                    .get()
                    .isNotEqualTo(Lifecycle.Stage.RETIRED));
  }

  @Test
  void writingAndReadingGivesTheSameCards() {
    List<ModelCard> again =
        CATALOG.cards().stream()
            .map(card -> CardReader.read(CardWriter.toJson(card), LocalDate.EPOCH))
            .toList();

    assertThat(again).isEqualTo(CATALOG.cards());
  }

  private static List<ModelCard> cards(ModelCard.Kind kind) {
    return CATALOG.cards().stream().filter(card -> card.kind() == kind).toList();
  }

  private static boolean isFree(PriceRow row) {
    Rates rates = row.rates();
    return rates.input().orElse(1) == 0 && rates.output().orElse(0) == 0;
  }
}
