package dev.signalbox.gateway;

import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderConfig.AzureForm;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.provider.Endpoints;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.Grant;
import dev.signalbox.gateway.provider.auth.Proof;
import dev.signalbox.gateway.provider.auth.TokenSources;
import dev.signalbox.gateway.provider.aws.AwsKeySources;
import dev.signalbox.gateway.reach.SystemResolver;
import dev.signalbox.gateway.wire.chat.Dialects;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From a configured provider to one that can be called. */
final class ProviderWiring {
  /** Dialects of one vendor, whose cards the catalog has under the same name. */
  private static final Set<String> MAKERS =
      Set.of("deepseek", "mistral", "groq", "xai", "together", "ollama", "azure");

  /** The first version of Azure's API that knows {@code stream_options}. */
  private static final String AZURE_STREAM_OPTIONS = "2024-09-01";

  private ProviderWiring() {}

  /**
   * What the process fetches in place of keys of the configuration.
   *
   * @param accessKeys AWS access keys that the machine has
   */
  record Fetched(TokenSources tokens, AwsKeySources accessKeys) {
    static Fetched on(Vertx vertx, TokenSources.Clocks clocks) {
      return new Fetched(
          new TokenSources(vertx, new SystemResolver(vertx), clocks),
          new AwsKeySources(vertx, clocks));
    }
  }

  /**
   * The provider that {@code config} describes.
   *
   * @param simulator where the built-in simulator listens, for providers of that type
   * @param fetched what the process fetches in place of keys
   */
  static UpstreamSpec specOf(ProviderConfig config, Optional<URI> simulator, Fetched fetched) {
    URI endpoint = simulator.or(() -> endpointOf(config)).orElseThrow(() -> unplaced(config));
    ProviderConfig.Timeouts timeouts = config.timeouts();
    ProviderConfig.Connection connection = config.connection();
    return new UpstreamSpec(
        config.id(),
        makerOf(config),
        authorized(config, apisOf(config, Optional.of(endpoint)), fetched),
        dialectOf(config, endpoint),
        asksUsage(config, endpoint),
        endpoint,
        keysOf(config),
        modelsOf(config),
        headersOf(config.headers()),
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
                config.type().isCompatible()
                    ? makerByDialect(config, config.type().maker())
                    : config.type().maker());
  }

  /** Whether a provider is asked which models it has, rather than taken to have its maker's. */
  static boolean listsItsModels(ProviderConfig config) {
    return config.models().isEmpty()
        && (config.type() == ProviderTypes.LOCAL || makerOf(config).isEmpty());
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
    if (config.type() == ProviderTypes.AZURE_OPENAI && models.isEmpty()) {
      config.azure().deployment().ifPresent(models::add);
    }
    return models;
  }

  /** The API formats that a provider is spoken to in; the first is for clients of any other. */
  static List<ApiFormat> formatsOf(ProviderConfig config) {
    return apisOf(config, endpointOf(config)).stream().map(ProviderApi::format).toList();
  }

  /** The same of one of its models. */
  static List<ApiFormat> formatsOf(ProviderConfig config, String model) {
    return apisOf(config, endpointOf(config)).stream()
        .filter(api -> api.scope().has(model))
        .map(ProviderApi::format)
        .toList();
  }

  private static Optional<URI> endpointOf(ProviderConfig config) {
    return config
        .endpoint()
        .or(() -> config.vertex().map(VertexApis::endpoint))
        .or(() -> config.type().standardEndpoint().map(URI::create))
        .or(() -> BedrockWiring.endpointOf(config));
  }

  private static IllegalArgumentException unplaced(ProviderConfig config) {
    return new IllegalArgumentException(
        "a provider of type " + config.type().id() + " needs an endpoint");
  }

  /** Those of its type; Azure's stands where its keys say, and a simulator has the one it is of. */
  private static List<ProviderApi> apisOf(ProviderConfig config, Optional<URI> endpoint) {
    String path = endpoint.map(URI::getRawPath).orElse("");
    if (config.type() == ProviderTypes.AZURE_OPENAI) {
      return List.of(azureApi(config.azure(), Endpoints.plain(path)));
    }
    if (config.type() == ProviderTypes.BEDROCK) {
      return BedrockWiring.apisOf(config, Endpoints.plain(path));
    }
    if (config.vertex().isPresent()) {
      return VertexApis.of(config, config.vertex().get(), Endpoints.plain(path));
    }
    return config.type().apis(endpoint.map(URI::getHost).orElse(""), path).stream()
        .filter(api -> config.simulator().filter(only -> only.protocol() != api.format()).isEmpty())
        .toList();
  }

  private static ProviderApi azureApi(ProviderConfig.Azure azure, String base) {
    Endpoints endpoints =
        azure.form() == AzureForm.V1
            ? ProviderTypes.AZURE_OPENAI.apis("", base + "/openai/v1").getFirst().endpoints()
            : new Endpoints.AzureDeployment(
                base, azure.deployment().orElse(""), azure.apiVersion());
    return ProviderApi.keyed(Protocol.CHAT, endpoints, "api-key");
  }

  /** Those of a provider whose credential is fetched go out with that. */
  private static List<ProviderApi> authorized(
      ProviderConfig config, List<ProviderApi> apis, Fetched fetched) {
    Optional<Grant> grant = grantOf(config);
    TokenSources tokens = fetched.tokens();
    return grant.isEmpty()
        ? BedrockWiring.onHost(config, apis, fetched.accessKeys())
        : apis.stream()
            .map(
                api ->
                    api.authorizedBy(
                        tokens.authorizer(grant.get(), labelOf(config, 1), api.authorizer())))
            .toList();
  }

  private static Optional<Grant> grantOf(ProviderConfig config) {
    ProviderConfig.Connection connection = config.connection();
    Grant.Way way = new Grant.Way(connection.allowPrivate(), connection.proxy());
    return config
        .oauth()
        .map(oauth -> new Grant(config.id(), oauth.tokenUrl(), oauth.proof(), oauth.fields(), way))
        .or(() -> config.vertex().map(vertex -> VertexApis.grant(config.id(), vertex, way)));
  }

  private static Dialect dialectOf(ProviderConfig config, URI endpoint) {
    return config
        .dialect()
        .flatMap(Dialects::byId)
        .orElseGet(
            () ->
                config.type() == ProviderTypes.AZURE_OPENAI
                        || config.type() == ProviderTypes.SIMULATOR
                    ? Dialect.OPENAI
                    : Dialects.forEndpoint(endpoint.toString()));
  }

  /** Unless the configuration says: nothing is asked of servers that nothing is known of. */
  private static boolean asksUsage(ProviderConfig config, URI endpoint) {
    Dialect dialect = dialectOf(config, endpoint);
    boolean old =
        config.type() == ProviderTypes.AZURE_OPENAI
            && config.azure().form() == AzureForm.DEPLOYMENT
            && config.azure().apiVersion().compareTo(AZURE_STREAM_OPTIONS) < 0;
    return config
        .streamUsage()
        .orElse(dialect.streamUsage() && !dialect.id().equals(Dialects.GENERIC) && !old);
  }

  private static List<Credential> keysOf(ProviderConfig config) {
    List<Credential> keys = new ArrayList<>();
    for (Secret key : config.apiKeys()) {
      keys.add(new Credential(labelOf(config, keys.size() + 1), key.value()));
    }
    grantOf(config)
        .map(grant -> new Credential(labelOf(config, 1), secretOf(grant.proof())))
        .ifPresent(keys::add);
    keys.addAll(BedrockWiring.pairsOf(config).keySet());
    BedrockWiring.ofHost(config).ifPresent(keys::add);
    return keys;
  }

  private static String labelOf(ProviderConfig config, int number) {
    return config.id() + "#" + number;
  }

  private static String secretOf(Proof proof) {
    return switch (proof) {
      case Proof.Secret secret -> secret.secret();
      case Proof.Certificate certificate -> certificate.key().pem();
      case Proof.Account account -> account.key().pem();
    };
  }

  private static Map<String, String> headersOf(Map<String, Secret> secrets) {
    Map<String, String> headers = new HashMap<>();
    secrets.forEach((name, value) -> headers.put(name, value.value()));
    return headers;
  }

  /** Those that are not a gateway's own. */
  static List<UpstreamSpec> common(GatewayConfig config, List<UpstreamSpec> specs) {
    return specs.stream().filter(spec -> config.provider(spec.id()).isPresent()).toList();
  }

  /** Servers without declared models and without a maker are asked what they serve. */
  static List<UpstreamSpec> listing(GatewayConfig config, List<UpstreamSpec> specs) {
    Set<String> listing =
        config.enabledProviders().stream()
            .filter(ProviderWiring::listsItsModels)
            .map(ProviderConfig::id)
            .collect(Collectors.toSet());
    return specs.stream().filter(spec -> listing.contains(spec.id())).toList();
  }
}
