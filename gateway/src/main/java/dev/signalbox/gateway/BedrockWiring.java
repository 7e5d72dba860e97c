package dev.signalbox.gateway;

import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderConfig.BedrockApi;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.provider.Endpoints;
import dev.signalbox.gateway.provider.ModelScope;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.aws.AwsAuthorizer;
import dev.signalbox.gateway.provider.aws.AwsKeySources;
import dev.signalbox.gateway.provider.aws.BedrockModels;
import dev.signalbox.gateway.provider.aws.ConverseVariant;
import dev.signalbox.gateway.provider.aws.InvokeVariant;
import dev.signalbox.gateway.wire.bedrock.ConverseProviderFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a provider of type Bedrock follows from its region and its AWS access keys. */
final class BedrockWiring {
  private BedrockWiring() {}

  /** Where models are asked in its region; empty for a provider of another type. */
  static Optional<URI> endpointOf(ProviderConfig config) {
    return hostOf(config, "bedrock-runtime");
  }

  private static Optional<URI> hostOf(ProviderConfig config, String service) {
    String region = config.bedrock().region();
    String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    return config.type() == ProviderTypes.BEDROCK
        ? Optional.of(URI.create("https://%s.%s.%s".formatted(service, region, domain)))
        : Optional.empty();
  }

  /**
   * How it is asked, below {@code base}. Unless one way was chosen, Anthropic's models are asked in
   * their own format for clients that speak it, and by Converse for all others.
   */
  static List<ProviderApi> apisOf(ProviderConfig config, String base) {
    return apisOf(config, base, authorizerOf(config));
  }

  /** The same where the machine has an access key, which {@code sources} finds. */
  static List<ProviderApi> onHost(
      ProviderConfig config, List<ProviderApi> apis, AwsKeySources sources) {
    return config
        .bedrock()
        .host()
        .map(host -> new AwsAuthorizer.OfHost(hostLabelOf(config), sources.of(config.id(), host)))
        .map(keys -> authorizerOf(config).and(keys))
        .map(signing -> apis.stream().map(api -> api.authorizedBy(signing)).toList())
        .orElse(apis);
  }

  /** The credential that stands for what the machine has, after all others. */
  static Optional<Credential> ofHost(ProviderConfig config) {
    return config.bedrock().host().map(_ -> new Credential(hostLabelOf(config), ""));
  }

  private static String hostLabelOf(ProviderConfig config) {
    return config.id() + "#" + config.keyCount();
  }

  private static List<ProviderApi> apisOf(
      ProviderConfig config, String base, AwsAuthorizer authorizer) {
    ProviderApi converse =
        apiOf(config, base, false).authorizedBy(authorizer).spokenAs(new ConverseVariant());
    ProviderApi invoke =
        apiOf(config, base, true)
            .authorizedBy(authorizer)
            .spokenAs(new InvokeVariant())
            .serving(ofAnthropic(config));
    return config
        .bedrock()
        .api()
        .map(only -> only == BedrockApi.INVOKE ? List.of(invoke, converse) : List.of(converse))
        .orElseGet(() -> List.of(converse, invoke));
  }

  private static ModelScope ofAnthropic(ProviderConfig config) {
    return new ModelScope(
        BedrockModels.ANTHROPIC,
        config.models().stream()
            .collect(
                Collectors.toMap(
                    ProviderConfig.Model::id,
                    model -> model.api().isPresent() || BedrockModels.isAnthropic(model.id()),
                    Boolean::logicalOr)));
  }

  private static ProviderApi apiOf(ProviderConfig config, String base, boolean invoke) {
    Optional<URI> control =
        config.endpoint().isPresent() ? Optional.empty() : hostOf(config, "bedrock");
    return ProviderApi.bearing(
        invoke ? Protocol.ANTHROPIC : ConverseProviderFormat.CONVERSE,
        new Endpoints.Bedrock(base, invoke, control));
  }

  private static AwsAuthorizer authorizerOf(ProviderConfig config) {
    return new AwsAuthorizer(
        config.bedrock().region(),
        pairsOf(config).entrySet().stream()
            .collect(Collectors.toMap(pair -> pair.getKey().label(), Map.Entry::getValue)),
        InstantSource.system());
  }

  /** Its AWS access keys: the secret, numbered on after the keys that go out as they are. */
  static Map<Credential, AwsAuthorizer.Pair> pairsOf(ProviderConfig config) {
    var pairs = new LinkedHashMap<Credential, AwsAuthorizer.Pair>();
    for (ProviderConfig.AccessKey key : config.bedrock().keys()) {
      int number = config.apiKeys().size() + pairs.size() + 1;
      pairs.put(
          new Credential(config.id() + "#" + number, key.secret().value()),
          new AwsAuthorizer.Pair(key.id().value(), key.sessionToken().map(Secret::value)));
    }
    return pairs;
  }
}
