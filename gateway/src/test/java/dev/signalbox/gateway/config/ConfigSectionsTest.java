package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.ProviderConfig.Azure;
import dev.signalbox.gateway.config.ProviderConfig.AzureForm;
import dev.signalbox.gateway.config.RoutingConfig.Fallback;
import dev.signalbox.gateway.config.RoutingConfig.Match;
import dev.signalbox.gateway.config.RoutingConfig.Rewrite;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfigSectionsTest {
  private static final List<ProviderConfig.Model> MODELS =
      List.of(
          new ProviderConfig.Model("m/1", OptionalInt.empty(), Optional.empty()),
          new ProviderConfig.Model("m2", OptionalInt.of(9), Optional.empty()));

  private static final String OPENAI = "[[providers]]\nid = \"openai\"\ntype = \"openai\"\n";
  private static final ProviderConfig STANDARD =
      parse("[[providers]]\nid=\"b\"\ntype=\"local\"\nendpoint=\"http://b\"")
          .providers()
          .getFirst();
  private static final String SIGNING_KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void readsEveryKeyOfTheServer() {
    GatewayConfig config =
        parse(
            """
            [server]
            port = 0
            host = "0.0.0.0"
            allow_open = true
            api_key = "k"
            allowed_hosts = "Gate.example"
            strict = true
            event_loops = 3
            signing_key = "0123456789abcdef0123456789abcdef"
            max_body_bytes = 1024
            max_response_bytes = 2048
            header_bytes = 4096
            max_connections = 5
            header_timeout_ms = 100
            body_timeout_ms = 101
            idle_timeout_ms = 1001
            request_timeout_ms = 1002
            write_timeout_ms = 1003
            drain_seconds = 7
            keep_alive_seconds = 0
            idempotency_minutes = 8
            """);

    ServerConfig server = config.server();
    assertThat(server.port()).isZero();
    assertThat(server.host()).isEqualTo("0.0.0.0");
    assertThat(server.allowOpen()).isTrue();
    assertThat(server.apiKeys()).containsExactly(new Secret("k"));
    assertThat(server.allowedHosts()).containsExactly("gate.example");
    assertThat(server.strict()).isTrue();
    assertThat(server.eventLoops()).isEqualTo(3);
    assertThat(server.signingKey()).contains(new Secret(SIGNING_KEY));
    assertThat(server.limits()).isEqualTo(new ServerConfig.Limits(1024, 2048, 4096, 5));
    assertThat(server.timeouts())
        .isEqualTo(
            new ServerConfig.Timeouts(
                Duration.ofMillis(100),
                Duration.ofMillis(101),
                Duration.ofMillis(1001),
                Duration.ofMillis(1002),
                Duration.ofMillis(1003),
                Duration.ofSeconds(7),
                Duration.ZERO,
                Duration.ofMinutes(8)));
  }

  @Test
  void readsEveryKeyOfAProvider() {
    GatewayConfig config =
        parse(
            """
            [[providers]]
            id = "box"
            type = "local"
            enabled = false
            api_key = ["a", "b"]
            base_url = "http://localhost:1234/v1//"
            dialect = "vllm"
            models = ["m/1", { id = "m2", max_output = 9 }]
            headers = { X-Team = "blue" }
            proxy = "http://proxy:3128"
            connect_timeout_ms = 11
            first_byte_timeout_ms = 12
            idle_timeout_ms = 13
            total_timeout_ms = 14
            max_connections = 1
            max_waiting = 0
            http2 = true
            insecure_tls = true
            allow_private = true
            stream_usage = false
            """);

    assertThat(config.providers())
        .containsExactly(
            new ProviderConfig(
                "box",
                ProviderTypes.LOCAL,
                false,
                List.of(new Secret("a"), new Secret("b")),
                Optional.of(URI.create("http://localhost:1234/v1")),
                new Azure(AzureForm.DEPLOYMENT, Optional.empty(), "2024-10-21"),
                new ProviderConfig.Bedrock(Optional.empty(), "", List.of(), Optional.empty()),
                Optional.of("vllm"),
                Optional.of(false),
                MODELS,
                Map.of("x-team", new Secret("blue")),
                new ProviderConfig.Connection(
                    Optional.of(URI.create("http://proxy:3128")),
                    1,
                    0,
                    true,
                    true,
                    Optional.of(true)),
                new ProviderConfig.Timeouts(
                    Duration.ofMillis(11),
                    Duration.ofMillis(12),
                    Duration.ofMillis(13),
                    Duration.ofMillis(14)),
                STANDARD.hosting(),
                STANDARD.quota(),
                STANDARD.breaker(),
                STANDARD.oauth(),
                STANDARD.vertex(),
                STANDARD.simulator()));
  }

  @Test
  void readsWhatIsSaidOfHostingQuotaAndBreaker() {
    ProviderConfig provider =
        parse(
                OPENAI
                    + """
                    maker = "groq"
                    region = ["eu", "eu-west"]
                    clearances = "internal"
                    keeps_nothing = true
                    local = true
                    requests_per_minute = 1
                    tokens_per_minute = 2
                    max_in_flight = 3
                    [providers.breaker]
                    failure_percent = 60
                    min_calls = 4
                    open_seconds = 5
                    half_open_calls = 6
                    """)
            .providers()
            .getFirst();

    assertThat(provider.hosting())
        .isEqualTo(
            new ProviderConfig.Hosting(
                Optional.of("groq"),
                Set.of("eu", "eu-west"),
                Set.of("internal"),
                Optional.of(true),
                true));
    assertThat(provider.quota())
        .isEqualTo(
            new ProviderConfig.Quota(OptionalInt.of(1), OptionalLong.of(2), OptionalInt.of(3)));
    assertThat(provider.breaker())
        .isEqualTo(new ProviderConfig.Breaker(60, 4, Duration.ofSeconds(5), 6));
  }

  @Test
  void readsBothFormsOfAzure() {
    GatewayConfig config =
        parse(
            """
            [[providers]]
            id = "a1"
            type = "azure_openai"
            endpoint = "https://r.openai.azure.com"
            deployment = "d"
            api_version = "2025-01-01-preview"

            [[providers]]
            id = "a2"
            type = "azure_openai"
            endpoint = "https://r.openai.azure.com"
            api_form = "v1"
            """);

    assertThat(config.providers())
        .extracting(ProviderConfig::azure)
        .containsExactly(
            new Azure(AzureForm.DEPLOYMENT, Optional.of("d"), "2025-01-01-preview"),
            new Azure(AzureForm.V1, Optional.empty(), "2024-10-21"));
  }

  @Test
  void readsASimulator() {
    GatewayConfig config =
        parse(
            """
            [[providers]]
            id = "sim"
            type = "simulator"
            protocol = "gemini"
            seed = 7
            first_token_delay_ms = 8
            token_delay_ms = 9
            faults = ["cut", { fault = "429", percent = 2.5, every_seconds = 300, for_seconds = 60 }]
            """);

    assertThat(config.providers().getFirst().simulator())
        .contains(
            new ProviderConfig.Simulator(
                Protocol.GEMINI,
                7,
                Duration.ofMillis(8),
                Duration.ofMillis(9),
                List.of(
                    new ProviderConfig.SimulatedFault("cut", 100, Duration.ZERO, Duration.ZERO),
                    new ProviderConfig.SimulatedFault(
                        "429", 2.5, Duration.ofSeconds(300), Duration.ofSeconds(60)))));
  }

  @Test
  void acceptsEveryNameOfAType() {
    assertThat(
            parse("[[providers]]\nid = \"g\"\nprovider_type = \"gemini\"").providers().getFirst())
        .extracting(ProviderConfig::type)
        .isEqualTo(ProviderTypes.GOOGLE);
  }

  @Test
  void readsAliasesWithAndWithoutWeightsAndSlashesInNames() {
    GatewayConfig config =
        parse(
            OPENAI
                + """
                [models."a.b c"]
                targets = ["openai/x/y", { model = "openai/z", weight = 10 }, { model = "openai/w" }]
                [models.one]
                targets = "openai/x"
                """);

    assertThat(config.models().values())
        .containsExactly(
            new ModelAlias(
                "a.b c",
                List.of(
                    new ModelAlias.Target("openai", "x/y", 0),
                    new ModelAlias.Target("openai", "z", 10),
                    new ModelAlias.Target("openai", "w", 1))),
            new ModelAlias("one", List.of(new ModelAlias.Target("openai", "x", 0))));
  }

  @Test
  void readsRoutingInOrder() {
    GatewayConfig config =
        parse(
            OPENAI
                + """
                [routing]
                default = "openai/a/b"
                prefixes = { "gpt" = "openai", "o" = "openai" }
                [[routing.rewrites]]
                model_exact = "x"
                provider = "openai"
                model = "y"
                rewrite_response_model = true
                [[routing.rewrites]]
                model_prefix = "z-"
                provider = "openai"
                """);

    assertThat(config.routing())
        .isEqualTo(
            new RoutingConfig(
                Optional.of(new Fallback("openai", Optional.of("a/b"))),
                Map.of("gpt", "openai", "o", "openai"),
                List.of(
                    new Rewrite(new Match.Exact("x"), "openai", Optional.of("y"), true),
                    new Rewrite(new Match.Prefix("z-"), "openai", Optional.empty(), false))));
    assertThat(config.routing().prefixes().keySet()).containsExactly("gpt", "o");
  }

  @Test
  void readsEveryKeyOfTheKeyMap() {
    GatewayConfig config =
        parse(
            OPENAI
                + """
                [key_map.my-team-key]
                label = "Team Alpha"
                project = "alpha"
                anthropic_key = "a"
                openai_key = "o"
                google_key = "g"
                provider_keys = { openai = "p" }
                """);

    assertThat(config.keyMap())
        .containsExactly(
            new KeyMapEntry(
                new Secret("my-team-key"),
                "Team Alpha",
                Optional.of("alpha"),
                Map.of(
                    "anthropic", new Secret("a"),
                    "openai", new Secret("o"),
                    "google", new Secret("g")),
                Map.of("openai", new Secret("p"))));
  }

  @Test
  void readsTheSmallSections() {
    GatewayConfig config =
        parse(
            """
            [sanitization]
            enabled = true
            scan_credentials = false
            redact_pii = true
            compliance_gate = true
            [responses]
            retention_hours = 0
            max_stored = 1
            max_bytes = 2
            [media]
            fetch = false
            max_bytes = 3
            timeout_ms = 4000
            max_items = 5
            allow_private = true
            [database]
            dir = "elsewhere"
            """);

    assertThat(config.sanitization()).isEqualTo(new SanitizationConfig(true, false, true, true));
    assertThat(config.responses().retention()).isZero();
    assertThat(config.responses().maxStored()).isEqualTo(1);
    assertThat(config.responses().maxBytes()).isEqualTo(2);
    assertThat(config.media()).isEqualTo(new MediaConfig(false, 3, Duration.ofSeconds(4), 5, true));
    assertThat(config.database().dir()).isEqualTo("elsewhere");
    assertThat(config.database().server()).isEmpty();
  }

  @Test
  void warnsOfWhatIsSetAndDoesNotHold() {
    var loaded =
        new ConfigLoader(Map.of()).parse("config.toml", "[server]\nallow_open = true\n" + OPENAI);

    assertThat(loaded.warnings())
        .containsExactly(
            "`server.allow_open` is true and no key is configured: everybody who can connect can"
                + " spend on your providers",
            "the provider `openai` has no `api_key`: it serves only callers whose `key_map` entry"
                + " has one");
  }

  @Test
  void opensToOtherMachinesWithAKeyOrAnEntryOfTheKeyMap() {
    assertThat(parse("[server]\nhost = \"0.0.0.0\"\napi_key = \"k\"").requiresKey()).isTrue();
    assertThat(parse("[server]\nhost = \"::\"\n[key_map.t]").requiresKey()).isTrue();
    assertThat(parse("[server]\nhost = \"127.8.9.1\"").requiresKey()).isFalse();
  }

  private static GatewayConfig parse(String text) {
    return new ConfigLoader(Map.of()).parse("config.toml", text).config();
  }
}
