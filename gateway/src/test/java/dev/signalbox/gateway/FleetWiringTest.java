package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.gateway.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class FleetWiringTest {
  @Test
  void takesTheMostOutputThatTheConfigurationSaysOverThatOfTheCatalog() {
    List<ModelCard> cards =
        cardsOf("type = 'openai'", "{ id = 'gpt-4o-mini', max_output = 7 }, 'gpt-4o'");

    assertThat(cards).extracting(card -> card.limits().maxOutputTokens().orElse(0)).startsWith(7);
    assertThat(cards.get(0).limits().contextTokens()).isNotEmpty();
    assertThat(cards.get(1).limits().maxOutputTokens().orElse(0)).isGreaterThan(7);
  }

  @Test
  void knowsThatLimitOfAModelTheCatalogDoesNotKnow() {
    List<ModelCard> cards = cardsOf("type = 'anthropic'", "{ id = 'claude-own', max_output = 9 }");

    assertThat(cards)
        .extracting(ModelCard::limits)
        .containsExactly(
            new Limits(
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(9), OptionalInt.empty()));
    assertThat(cardsOf("type = 'anthropic'", "'claude-own'")).isEmpty();
  }

  private static List<ModelCard> cardsOf(String type, String models) {
    Fleet fleet =
        new FleetWiring(CatalogReader.standard(), Map.of())
            .fleetOf(
                new ConfigLoader(Map.of())
                    .parse(
                        "config.toml",
                        "[[providers]]\nid = 'p'\n%s\nmodels = [%s]".formatted(type, models))
                    .config());
    return fleet.standings().stream()
        .flatMap(standing -> standing.deployment().card().stream())
        .toList();
  }
}
