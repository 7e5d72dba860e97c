package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogOverlay;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.gateway.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportCommandTest {
  private static final String LITELLM =
      """
      {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 128000,
         "max_output_tokens": 16384, "input_cost_per_token": 0.0000021, "output_cost_per_token": 0.0000084},
       "ours:7b": {"litellm_provider": "ollama", "mode": "chat", "input_cost_per_token": 0,
         "output_cost_per_token": 0, "supports_function_calling": true},
       "dall-e-3": {"litellm_provider": "openai", "mode": "image_generation"}}
      """;
  private static final String MODELS_DEV =
      """
      {"openai": {"id": "openai", "models": {"gpt-4o": {"id": "gpt-4o", "name": "GPT-4o",
         "modalities": {"input": ["text"], "output": ["text"]},
         "cost": {"input": 2.2, "output": 8.8}, "limit": {"context": 128000, "output": 16384}}}}}
      """;

  @TempDir Path folder;

  @Test
  void writesCardsThatTheConfigurationTakes() throws IOException {
    Files.writeString(folder.resolve("list.json"), LITELLM);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("import", "list.json")).isEqualTo(0);

    Catalog catalog = over(run.out());
    PriceRow row = catalog.byId("openai/gpt-4o").orElseThrow().price().rows().getFirst();
    assertThat(row.rates().toString()).contains("2100000000", "8400000000");
    assertThat(catalog.byId("ollama/ours:7b")).isPresent();
    assertThat(run.err())
        .contains(
            "left out: `dall-e-3`, `mode` `image_generation` is neither chat nor embedding",
            "2 cards");
  }

  @Test
  void readsTheListOfModelsDevIntoAFileAndOnlyTheMakersThatAreWanted() throws IOException {
    Files.writeString(folder.resolve("api.json"), MODELS_DEV);

    assertThat(run("import", "api.json", "-o", "cards.toml")).isEqualTo(0);
    assertThat(run("import", "api.json", "-o", "none.toml", "--maker", "google, xai")).isEqualTo(0);

    assertThat(Files.readString(folder.resolve("cards.toml")))
        .startsWith("[[cards]]\nid = \"openai/gpt-4o\"\n");
    assertThat(Files.readString(folder.resolve("none.toml"))).isEmpty();
  }

  @Test
  void overwritesNothingUnlessForced() throws IOException {
    Files.writeString(folder.resolve("api.json"), MODELS_DEV);
    Files.writeString(folder.resolve("cards.toml"), "mine");

    assertThat(run("import", "api.json", "-o", "cards.toml")).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("cards.toml"))).isEqualTo("mine");
    assertThat(run("import", "api.json", "-o", "cards.toml", "--force")).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]           | 1 | it is neither LiteLLM's list nor that of models.dev
          {"a": {}}     | 1 | it is neither LiteLLM's list nor that of models.dev
          {             | 1 | it is not JSON
          """)
  void refusesWhatIsNoSuchList(String text, int code, String message) throws IOException {
    Files.writeString(folder.resolve("list.json"), text);
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("import", "list.json")).isEqualTo(code);

    assertThat(run.err()).contains("`list.json` cannot be imported: " + message);
  }

  @Test
  void needsAFileThatIsThere() {
    CommandRun run = new CommandRun(folder, Map.of());

    assertThat(run.run("import")).isEqualTo(2);
    assertThat(run.run("import", "nowhere.json")).isEqualTo(2);

    assertThat(run.err()).contains("`import` needs a file", "`nowhere.json` is not there");
  }

  private int run(String... arguments) {
    return new CommandRun(folder, Map.of()).run(arguments);
  }

  private static Catalog over(String cards) {
    var config = new ConfigLoader(Map.of()).parse("cards.toml", cards).config();
    return new CatalogOverlay("config", LocalDate.EPOCH)
        .over(CatalogReader.standard(), config.cards());
  }
}
