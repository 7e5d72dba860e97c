package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class CatalogReaderTest {
  @Test
  void theShippedCatalogHoldsChatAndEmbeddingModelsOfEachMaker() {
    Catalog catalog = CatalogReader.standard();

    assertThat(catalog.cards()).hasSizeGreaterThanOrEqualTo(137);
    assertThat(catalog.of("openai", "gpt-4o")).isPresent();
    assertThat(catalog.of("anthropic", "claude-haiku-4-5").orElseThrow().limits().maxOutputTokens())
        .isEqualTo(OptionalInt.of(64_000));
    assertThat(catalog.of("google", "gemini-embedding-001").orElseThrow().kind())
        .isEqualTo(ModelCard.Kind.EMBEDDING);
  }

  @Test
  void aDatedAliasFindsItsCard() {
    Catalog catalog = CatalogReader.standard();

    assertThat(catalog.named("gpt-4o-2024-08-06"))
        .extracting(ModelCard::id)
        .contains("openai/gpt-4o");
  }

  @Test
  void aCapabilityThatIsNotNamedIsUnknown() {
    Catalog catalog =
        read("{\"id\":\"m/x\",\"kind\":\"chat\",\"capabilities\":{\"tools\":\"no\"}}");

    ModelCard card = catalog.cards().getFirst();

    assertThat(card.supports(Capability.TOOLS)).isEqualTo(Support.NO);
    assertThat(card.supports(Capability.VISION)).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void aFaultNamesTheModelAndTheField() {
    assertThatThrownBy(
            () -> read("{\"id\":\"m/x\",\"kind\":\"chat\",\"limits\":{\"max_output_tokens\":0}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`m/x`")
        .hasMessageContaining("max_output_tokens");
    assertThatThrownBy(
            () -> read("{\"id\":\"m/x\",\"kind\":\"chat\",\"capabilities\":{\"fly\":\"yes\"}}"))
        .hasMessageContaining("unknown key");
    assertThatThrownBy(
            () -> read("{\"id\":\"m/x\",\"kind\":\"chat\"},{\"id\":\"m/x\",\"kind\":\"chat\"}"))
        .hasMessageContaining("m/x");
  }

  private static Catalog read(String models) {
    return CatalogReader.read(
        ("{\"schema\":1,\"models\":[" + models + "]}").getBytes(StandardCharsets.UTF_8));
  }
}
