package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.protect.OverloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole configuration, checked: every reference to a provider names one of those there are.
 *
 * @param settings the sections of the file by their keys, but for the next two
 * @param cards what is different or new about models, in the keys of the catalog; sound
 * @param keyMap callers' tokens with keys of their own; in the file the tokens are names
 * @param gateways virtual gateways, which are registered while it runs
 * @param drained ids of the providers that take no new requests at the moment
 */
public record GatewayConfig(
    Settings settings,
    List<ObjectNode> cards,
    List<KeyMapEntry> keyMap,
    List<VirtualGateway> gateways,
    Set<String> drained)
    implements Tabled<GatewayConfig> {
  public GatewayConfig {
    settings = settings.without(Cards.KEY).without(GatewayKeys.KEY_MAP);
    cards = List.copyOf(cards);
    keyMap = List.copyOf(keyMap);
    gateways = List.copyOf(gateways);
    drained = Set.copyOf(drained);
  }

  /** The listening side. */
  public ServerConfig server() {
    return settings.get(GatewayKeys.SERVER);
  }

  /** Where requests go, in the order of the file; ids are unique. */
  public List<ProviderConfig> providers() {
    return settings.get(GatewayKeys.PROVIDERS);
  }

  /** Aliases by name, in the order of the file. */
  public Map<String, ModelAlias> models() {
    return settings.get(GatewayKeys.MODELS);
  }

  /** Rules for model names that are no alias. */
  public RoutingConfig routing() {
    return settings.get(GatewayKeys.ROUTING).names();
  }

  /** What is wanted of routing. */
  public PolicyConfig policy() {
    return new PolicyConfig(
        List.copyOf(settings.get(GatewayKeys.PROFILES).values()),
        settings.get(GatewayKeys.RULES),
        settings.get(GatewayKeys.ASSERTIONS),
        settings.get(GatewayKeys.ROUTING).selection(),
        settings.get(GatewayKeys.SESSIONS));
  }

  /** Front doors under their own path; names and paths are unique. */
  public List<AppConfig> apps() {
    return settings.get(GatewayKeys.APPS);
  }

  /** Scanning of prompts. */
  public SanitizationConfig sanitization() {
    return settings.get(GatewayKeys.SANITIZATION);
  }

  /** What is kept of Responses conversations. */
  public ResponsesConfig responses() {
    return settings.get(GatewayKeys.RESPONSES);
  }

  /** Fetching of files that clients give by address. */
  public MediaConfig media() {
    return settings.get(GatewayKeys.MEDIA);
  }

  /** Where state is kept. */
  public DatabaseConfig database() {
    return settings.get(GatewayKeys.DATABASE);
  }

  /** How what happens is stored. */
  public AnalyticsConfig analytics() {
    return settings.get(GatewayKeys.ANALYTICS);
  }

  /** Questions over what is stored. */
  public AskConfig ask() {
    return settings.get(GatewayKeys.ASK);
  }

  /** What is made of quality signals. */
  public SignalsConfig signals() {
    return settings.get(GatewayKeys.SIGNALS);
  }

  /** The policy that is tried before it is applied. */
  public TrialConfig trial() {
    return new TrialConfig(
        settings.get(GatewayKeys.TRIAL),
        settings.get(GatewayKeys.SHADOW),
        settings.get(GatewayKeys.CANARY));
  }

  /** What exploration may cost. */
  public ExplorationConfig exploration() {
    return signals().exploration();
  }

  /** What keys, projects and apps may spend; names are unique. */
  public List<Budget> budgets() {
    return settings.get(GatewayKeys.BUDGETS);
  }

  /** How much keys, projects and others may take; names are unique. */
  public List<Limit> limits() {
    return settings.get(GatewayKeys.LIMITS);
  }

  /** What is done when there is too much to do. */
  public OverloadSettings overload() {
    return settings.get(GatewayKeys.OVERLOAD);
  }

  /** How requests are traced. */
  public TracingConfig tracing() {
    return settings.get(GatewayKeys.TRACING);
  }

  /** Where what was taken of limits is counted: where that is not said, as far as is shared. */
  public ClusterConfig.Limits sharedLimits() {
    return cluster()
        .limits()
        .orElseGet(
            () -> {
              if (cluster().redis().isPresent()) {
                return ClusterConfig.Limits.REDIS;
              }
              return database().server().isPresent()
                  ? ClusterConfig.Limits.POSTGRESQL
                  : ClusterConfig.Limits.LOCAL;
            });
  }

  /** Who may do what. */
  public AccessConfig access() {
    return settings.get(GatewayKeys.ACCESS);
  }

  /** The pages for people. */
  public PortalConfig portal() {
    return settings.get(GatewayKeys.PORTAL);
  }

  /** Figures for Prometheus. */
  public MetricsConfig metrics() {
    return settings.get(GatewayKeys.METRICS);
  }

  /** What holds where several processes share a database. */
  public ClusterConfig cluster() {
    return settings.get(GatewayKeys.CLUSTER);
  }

  /** The provider of that id, enabled or not. */
  public Optional<ProviderConfig> provider(String id) {
    return providers().stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /** The providers that take requests, in the order of the file. */
  public List<ProviderConfig> enabledProviders() {
    return providers().stream().filter(ProviderConfig::enabled).toList();
  }

  /** Everything that is called: providers that all may use, then upstreams of gateways. */
  public List<ProviderConfig> calledProviders() {
    return Stream.concat(
            enabledProviders().stream(), enabledGateways().stream().map(VirtualGateway::upstream))
        .toList();
  }

  /** The virtual gateways that take requests. */
  public List<VirtualGateway> enabledGateways() {
    return gateways.stream().filter(VirtualGateway::enabled).toList();
  }

  /** Whether callers must present a key or log in, whatever is stored. */
  public boolean requiresKey() {
    return !server().apiKeys().isEmpty()
        || !keyMap.isEmpty()
        || access().required()
        || access().adminPassword().isPresent();
  }

  /** Whether everybody on other machines could use it, which nobody asked for. */
  public boolean isOpenByMistake() {
    return !server().isLoopback() && !requiresKey() && !server().allowOpen();
  }

  @Override
  public GatewayConfig with(Settings changed) {
    return new GatewayConfig(changed, cards, keyMap, gateways, drained);
  }

  /** The same with {@code registered} providers behind those of the file, and with gateways. */
  public GatewayConfig withRegistered(
      List<ProviderConfig> registered, List<VirtualGateway> newGateways) {
    List<ProviderConfig> all = Stream.concat(providers().stream(), registered.stream()).toList();
    return new GatewayConfig(
        settings.with(GatewayKeys.PROVIDERS, all), cards, keyMap, newGateways, drained);
  }

  /** The same where the providers {@code ids} take no new requests. */
  public GatewayConfig withDrained(Set<String> ids) {
    return new GatewayConfig(settings, cards, keyMap, gateways, ids);
  }

  /** The same without assertions, which change nothing of what is served. */
  public GatewayConfig withoutAssertions() {
    return with(GatewayKeys.ASSERTIONS, List.of());
  }

  /** The same without the name of the node and where it listens: nothing of what is served. */
  public GatewayConfig withoutNode() {
    return with(GatewayKeys.CLUSTER, cluster().with(ClusterKeys.NODE, Optional.empty()))
        .with(GatewayKeys.SERVER, server().with(ServerKeys.HOST, "").with(ServerKeys.PORT, 0));
  }

  /** The same configuration on another port; 0 takes any free one. */
  public GatewayConfig withPort(int port) {
    return with(GatewayKeys.SERVER, server().with(ServerKeys.PORT, port));
  }

  /** The same with its state in another folder. */
  public GatewayConfig withStateIn(String dir) {
    return with(GatewayKeys.DATABASE, database().with(AnalyticsKeys.DIR, dir));
  }

  /** The same with its state on a server. */
  GatewayConfig withDatabase(DatabaseUrl url) {
    return with(GatewayKeys.DATABASE, database().with(AnalyticsKeys.URL, Optional.of(url)));
  }

  /** The same with its secrets sealed under {@code keys}. */
  GatewayConfig withMasterKeys(Secret keys) {
    return with(GatewayKeys.DATABASE, new DatabaseConfig(database().settings(), Optional.of(keys)));
  }

  /** The same with an administrator of the environment. */
  GatewayConfig withAdmin(String name, Secret password) {
    return with(GatewayKeys.ACCESS, access().withAdmin(name, password));
  }
}
