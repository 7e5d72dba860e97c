package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.RoutingConfig.Fallback;
import dev.signalbox.gateway.config.RoutingConfig.Match;
import dev.signalbox.gateway.config.RoutingConfig.Rewrite;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code [[apps]]} is read as. */
final class AppSectionTest {
  private static final String OPENAI = "[[providers]]\nid = \"openai\"\ntype = \"openai\"\n";

  @Test
  void readsEveryKeyOfAnApp() {
    GatewayConfig config =
        parse(
            OPENAI
                + """
                [[apps]]
                name = "playground"
                frontdoor = "openai"
                path = "/openai"
                profile = "fast"
                default = "openai"
                prefix_providers = { openai = "openai" }
                rewrites = [{ model_exact = "x", provider = "openai" }]
                [[apps.models]]
                id = "claude-haiku-4.5"
                object = "model"
                owned_by = "gateway"
                """);

    assertThat(config.apps())
        .containsExactly(
            new AppConfig(
                "playground",
                "/openai",
                Set.of(Protocol.CHAT, Protocol.RESPONSES),
                new RoutingConfig(
                    Optional.of(new Fallback("openai", Optional.empty())),
                    Map.of("openai", "openai"),
                    List.of(new Rewrite(new Match.Exact("x"), "openai", Optional.empty(), false))),
                List.of(new AppConfig.Model("claude-haiku-4.5", "gateway")),
                Optional.of("fast")));
  }

  @Test
  void givesAnAppWithoutProtocolsAllOfThem() {
    assertThat(parse("[[apps]]\nname = \"a\"\npath = \"/a\"").apps().getFirst().protocols())
        .isEqualTo(Set.of(Protocol.values()));
  }

  private static GatewayConfig parse(String text) {
    return new ConfigLoader(Map.of()).parse("config.toml", text).config();
  }
}
