package dev.signalbox.gateway.config;

import dev.signalbox.gateway.provider.aws.AwsHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The variables of AWS's own tools, for providers that are to use the machine's access keys. */
final class AwsOfEnvironment {
  private static final String HOME = "HOME";
  private static final String PREFIX = "AWS_";

  private AwsOfEnvironment() {}

  /** {@code config} with what {@code environment} says of access keys. */
  static GatewayConfig in(GatewayConfig config, Map<String, String> environment) {
    if (config.providers().stream().noneMatch(AwsOfEnvironment::asks)) {
      return config;
    }
    Map<String, String> variables =
        environment.entrySet().stream()
            .filter(each -> each.getKey().startsWith(PREFIX) || each.getKey().equals(HOME))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<ProviderConfig> told =
        config.providers().stream()
            .map(provider -> asks(provider) ? provider.onHost(variables) : provider)
            .toList();
    return config.with(GatewayKeys.PROVIDERS, told);
  }

  private static boolean asks(ProviderConfig provider) {
    Optional<AwsHost> host = provider.bedrock().host();
    return host.isPresent();
  }
}
