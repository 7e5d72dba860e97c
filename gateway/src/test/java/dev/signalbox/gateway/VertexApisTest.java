package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.provider.auth.RfcKey;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where models are at Vertex AI, which API each has, and what is known of it. */
final class VertexApisTest {
  private static final String MODELS =
      """
      models = ["gemini-2.5-flash", "claude-sonnet-4-5@20250929", "text-embedding-005",
        { id = "claude-tuned", api = "gemini" }, { id = "endpoints/7", api = "anthropic" }]
      """;

  @ParameterizedTest
  @CsvSource({
    "global, https://aiplatform.googleapis.com",
    "europe-west4, https://europe-west4-aiplatform.googleapis.com",
    "us, https://aiplatform.us.rep.googleapis.com",
    "eu, https://aiplatform.eu.rep.googleapis.com"
  })
  void theLocationSaysTheHost(String location, String endpoint) {
    assertThat(
            VertexApis.endpoint(
                provider("location = \"%s\"".formatted(location)).vertex().orElseThrow()))
        .hasToString(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash, GEMINI",
    "claude-sonnet-4-5@20250929, ANTHROPIC",
    "text-embedding-005, GEMINI",
    "claude-tuned, GEMINI",
    "endpoints/7, ANTHROPIC",
    "claude-anything, ANTHROPIC",
    "anything, GEMINI"
  })
  void eachModelHasTheApiOfItsNameUnlessTheConfigurationSays(String model, Protocol api) {
    assertThat(ProviderWiring.formatsOf(provider(MODELS), model)).containsExactly(api);
  }

  @Test
  void routingKnowsTheFormatsOfEachModelAndCardsWithoutPrices() {
    List<Deployment> deployments = deployments(fleet());

    assertThat(deployments)
        .extracting(each -> each.provider().formats())
        .containsExactly(
            List.of("gemini"),
            List.of("anthropic"),
            List.of("gemini"),
            List.of("gemini"),
            List.of("anthropic"));
    assertThat(deployments.get(1).card().map(ModelCard::name))
        .contains("Claude Sonnet 4.5 (latest)");
    assertThat(deployments)
        .filteredOn(each -> each.card().isPresent())
        .allSatisfy(each -> assertThat(each.price()).isEqualTo(PriceSheet.UNKNOWN));
  }

  private static Fleet fleet() {
    return new FleetWiring(CatalogReader.standard(), Map.of()).fleetOf(config(MODELS));
  }

  private static List<Deployment> deployments(Fleet fleet) {
    return fleet.standings().stream().map(Standing::deployment).toList();
  }

  private static ProviderConfig provider(String more) {
    return config(more).providers().getFirst();
  }

  private static GatewayConfig config(String more) {
    String account = RfcKey.account("https://oauth2.googleapis.com/token");
    return new ConfigLoader(Map.of())
        .parse(
            "config.toml",
            "[[providers]]\nid = 'v'\ntype = 'vertex'\nservice_account = '''%s'''\n%s"
                .formatted(account, more))
        .config();
  }
}
