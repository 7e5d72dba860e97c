package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatencyPriorsTest {
  private static final Catalog CATALOG = CatalogReader.standard();

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4o-mini, 500, 120",
    "openai/gpt-4o, 500, 70",
    "openai/gpt-5.5, 1500, 45",
    "groq/llama-3.3-70b-versatile, 200, 400",
    "ollama/llama3.1:8b, 320, 50",
    "ollama/llama3.3:70b, 1259, 5",
    "ollama/all-minilm, 75, 1000",
    "openai/text-embedding-3-small, 150, 1000"
  })
  void whatIsUnknownIsAssumedByKindHostSizeAndPrice(String id, int ttftMillis, int speed) {
    assertThat(LatencyPriors.complete(CATALOG.byId(id).orElseThrow()))
        .isEqualTo(new LatencyPrior(OptionalInt.of(ttftMillis), OptionalInt.of(speed), "assumed"));
  }

  @Test
  void whatTheCardSaysIsKept() {
    LatencyPrior said = new LatencyPrior(OptionalInt.of(9), OptionalInt.of(8), "me");
    LatencyPrior half = new LatencyPrior(OptionalInt.of(9), OptionalInt.empty(), "me");
    ModelCard card = ModelCard.builder("m/x", ModelCard.Kind.CHAT).latency(said).build();

    assertThat(LatencyPriors.complete(card)).isEqualTo(said);
    assertThat(LatencyPriors.complete(card.toBuilder().latency(half).build()))
        .isEqualTo(new LatencyPrior(OptionalInt.of(9), OptionalInt.of(70), "me, assumed"));
  }

  @Test
  void everyCardGetsBothFigures() {
    assertThat(CATALOG.cards())
        .allSatisfy(
            card -> {
              LatencyPrior prior = LatencyPriors.complete(card);
              assertThat(prior.ttftMillis()).isPresent();
              assertThat(prior.tokensPerSecond()).isPresent();
            });
  }
}
