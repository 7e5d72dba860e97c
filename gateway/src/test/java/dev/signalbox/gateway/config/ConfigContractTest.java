package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Published examples load as they stand; tests skip where those documents are not at hand. */
final class ConfigContractTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ANTHROPIC_API_KEY", "a",
          "AZURE_KEY", "b",
          "TEAM_A_ANTHROPIC", "c",
          "TEAM_A_OPENAI", "d");

  @Test
  void loadsTheExampleOfTheArchitecture() throws IOException {
    String document = read("design/architecture.md");
    Matcher block = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(block.find()).isTrue();

    GatewayConfig config = parse(block.group(1));

    assertThat(config.providers())
        .extracting(ProviderConfig::id)
        .containsExactly("anthropic", "azure", "ollama");
    assertThat(config.models().values())
        .containsExactly(
            new ModelAlias(
                "claude-fast",
                List.of(
                    new ModelAlias.Target("anthropic", "claude-haiku-4-5", 0),
                    new ModelAlias.Target("azure", "gpt-4o-mini", 10))));
    assertThat(config.keyMap())
        .containsExactly(
            new KeyMapEntry(
                new Secret("my-team-key"),
                "Team Alpha",
                Optional.empty(),
                Map.of("anthropic", new Secret("c"), "openai", new Secret("d")),
                Map.of()));
  }

  @Test
  void loadsTheConfigurationOfAPortalPage() throws IOException {
    GatewayConfig config = parse(configurationIn(readSeed("001_")));

    assertThat(config.providers())
        .extracting(ProviderConfig::id)
        .containsExactly("anthropic", "openai", "azure", "ollama");
    assertThat(config.keyMap()).extracting(KeyMapEntry::label).containsExactly("Team Alpha");
    assertThat(config.sanitization()).isEqualTo(new SanitizationConfig(true, true, false, false));
  }

  /** The lines from the first table to the last key of the first configuration in the page. */
  private static String configurationIn(String page) {
    int start = page.indexOf("[server]");
    int end = page.indexOf('\n', page.indexOf("openai_key", start));
    return page.substring(start, end);
  }

  private static GatewayConfig parse(String text) {
    return new ConfigLoader(ENVIRONMENT).parse("config.toml", text).config();
  }

  private static String readSeed(String prefix) throws IOException {
    Path folder = root().resolve("seeds");
    Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no published examples");
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(each -> String.valueOf(each.getFileName()).startsWith(prefix))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    }
  }

  private static String read(String name) throws IOException {
    Path file = root().resolve(name);
    Assumptions.assumeTrue(Files.isRegularFile(file), "skipped: no published examples");
    return Files.readString(file);
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty("signalbox.shared"))
        .map(Path::of)
        .orElse(Path.of("../../shared"));
  }
}
