package dev.signalbox.gateway;

import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderConfig.AzureForm;
import dev.signalbox.gateway.config.ProviderType;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.chat.Dialects;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a configured provider to one that can be called: what each type of provider means. */
final class ProviderWiring {
  private static final String OPENAI = "https://api.openai.com/v1";

  /** Dialects of one vendor, whose cards the catalog has under the same name. */
  private static final Set<String> MAKERS =
      Set.of("deepseek", "mistral", "groq", "xai", "together", "ollama", "azure");

  /** The first version of Azure's API that knows {@code stream_options}. */
  private static final String AZURE_STREAM_OPTIONS = "2024-09-01";

  private ProviderWiring() {}

  /**
   * The provider that {@code config} describes.
   *
   * @param simulator where the built-in simulator listens, for providers of that type
   */
  static UpstreamSpec specOf(ProviderConfig config, Optional<URI> simulator) {
    URI endpoint =
        simulator.or(config::endpoint).orElseGet(() -> URI.create(standardEndpoint(config.type())));
    ProviderConfig.Timeouts timeouts = config.timeouts();
    ProviderConfig.Connection connection = config.connection();
    return new UpstreamSpec(
        config.id(),
        makerOf(config),
        protocolsOf(config, endpoint),
        dialectOf(config, endpoint),
        asksUsage(config, endpoint),
        endpoint,
        keysOf(config),
        modelsOf(config),
        headersOf(config.headers()),
        azureOf(config),
        new UpstreamSpec.Timeouts(
            timeouts.connect(), timeouts.firstByte(), timeouts.idle(), timeouts.total()),
        new UpstreamSpec.Transport(
            connection.maxConnections(),
            connection.maxWaiting(),
            connection.http2(),
            connection.insecureTls(),
            connection.proxy(),
            simulator.isPresent() ? Optional.empty() : connection.allowPrivate()),
        ExecutionWiring.settingsOf(config));
  }

  /** Whose catalog cards apply to a provider; empty text for nobody's. */
  static String makerOf(ProviderConfig config) {
    return config
        .hosting()
        .maker()
        .orElseGet(
            () ->
                switch (config.type()) {
                  case OPENAI, OPENAI_CHAT, OPENAI_RESPONSES -> makerByDialect(config, "openai");
                  case ANTHROPIC -> "anthropic";
                  case GOOGLE -> "google";
                  case AZURE_OPENAI -> "azure";
                  case LOCAL -> makerByDialect(config, "");
                  case SIMULATOR -> "";
                });
  }

  /** Whether a provider is asked which models it has, rather than taken to have its maker's. */
  static boolean listsItsModels(ProviderConfig config) {
    return config.models().isEmpty()
        && (config.type() == ProviderType.LOCAL || makerOf(config).isEmpty());
  }

  private static String makerByDialect(ProviderConfig config, String otherwise) {
    Optional<String> dialect =
        config
            .dialect()
            .or(() -> config.endpoint().map(uri -> Dialects.forEndpoint(uri.toString()).id()));
    return dialect.filter(MAKERS::contains).orElse(otherwise);
  }

  /** The models a provider is declared to serve; Azure's deployment is one. */
  static List<String> modelsOf(ProviderConfig config) {
    List<String> models =
        new ArrayList<>(config.models().stream().map(ProviderConfig.Model::id).toList());
    if (config.type() == ProviderType.AZURE_OPENAI && models.isEmpty()) {
      config.azure().deployment().ifPresent(models::add);
    }
    return models;
  }

  private static String standardEndpoint(ProviderType type) {
    return switch (type) {
      case OPENAI, OPENAI_CHAT, OPENAI_RESPONSES -> OPENAI;
      case ANTHROPIC -> "https://api.anthropic.com";
      case GOOGLE -> "https://generativelanguage.googleapis.com";
      case AZURE_OPENAI, LOCAL, SIMULATOR ->
          throw new IllegalArgumentException(
              "a provider of type " + type.id() + " needs an endpoint");
    };
  }

  /** OpenAI itself speaks Responses too; servers that call themselves compatible seldom do. */
  static List<Protocol> protocolsOf(ProviderConfig config) {
    return switch (config.type()) {
      case OPENAI, OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GOOGLE ->
          protocolsOf(
              config,
              config.endpoint().orElseGet(() -> URI.create(standardEndpoint(config.type()))));
      case AZURE_OPENAI, LOCAL -> List.of(Protocol.CHAT);
      case SIMULATOR ->
          List.of(config.simulator().map(ProviderConfig.Simulator::protocol).orElseThrow());
    };
  }

  private static List<Protocol> protocolsOf(ProviderConfig config, URI endpoint) {
    return switch (config.type()) {
      case OPENAI ->
          endpoint.getHost().endsWith("openai.com")
              ? List.of(Protocol.CHAT, Protocol.RESPONSES)
              : List.of(Protocol.CHAT);
      case OPENAI_CHAT, AZURE_OPENAI, LOCAL -> List.of(Protocol.CHAT);
      case OPENAI_RESPONSES -> List.of(Protocol.RESPONSES);
      case ANTHROPIC -> List.of(Protocol.ANTHROPIC);
      case GOOGLE -> List.of(Protocol.GEMINI);
      case SIMULATOR ->
          List.of(config.simulator().map(ProviderConfig.Simulator::protocol).orElseThrow());
    };
  }

  private static Dialect dialectOf(ProviderConfig config, URI endpoint) {
    return config
        .dialect()
        .flatMap(Dialects::byId)
        .orElseGet(
            () ->
                switch (config.type()) {
                  case AZURE_OPENAI, SIMULATOR -> Dialect.OPENAI;
                  case OPENAI, OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GOOGLE, LOCAL ->
                      Dialects.forEndpoint(endpoint.toString());
                });
  }

  /** Unless the configuration says: nothing is asked of servers that nothing is known of. */
  private static boolean asksUsage(ProviderConfig config, URI endpoint) {
    Dialect dialect = dialectOf(config, endpoint);
    boolean old =
        config.type() == ProviderType.AZURE_OPENAI
            && config.azure().form() == AzureForm.DEPLOYMENT
            && config.azure().apiVersion().compareTo(AZURE_STREAM_OPTIONS) < 0;
    return config
        .streamUsage()
        .orElse(dialect.streamUsage() && !dialect.id().equals(Dialects.GENERIC) && !old);
  }

  private static List<Credential> keysOf(ProviderConfig config) {
    List<Credential> keys = new ArrayList<>();
    for (Secret key : config.apiKeys()) {
      keys.add(new Credential(config.id() + "#" + (keys.size() + 1), key.value()));
    }
    return keys;
  }

  private static Map<String, String> headersOf(Map<String, Secret> secrets) {
    Map<String, String> headers = new HashMap<>();
    secrets.forEach((name, value) -> headers.put(name, value.value()));
    return headers;
  }

  private static Optional<UpstreamSpec.Azure> azureOf(ProviderConfig config) {
    if (config.type() != ProviderType.AZURE_OPENAI) {
      return Optional.empty();
    }
    ProviderConfig.Azure azure = config.azure();
    return Optional.of(
        new UpstreamSpec.Azure(
            azure.deployment().orElse(""), azure.form() == AzureForm.V1 ? "" : azure.apiVersion()));
  }
}
