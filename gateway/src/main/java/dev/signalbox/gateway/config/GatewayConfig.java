package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.gateway.limit.Limit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole configuration, checked: every reference to a provider names one of {@code providers}.
 *
 * @param server the listening side
 * @param providers where requests go, in the order of the file; ids are unique
 * @param models aliases by name, in the order of the file
 * @param routing rules for model names that are no alias
 * @param policy what is wanted of routing
 * @param cards what is different or new about models, in the keys of the catalog; sound
 * @param apps front doors under their own path; names and paths are unique
 * @param keyMap callers' tokens with keys of their own
 * @param sanitization scanning of prompts
 * @param responses what is kept of Responses conversations
 * @param media fetching of files that clients give by address
 * @param database where state is kept
 * @param analytics how what happens is stored
 * @param ask questions over what is stored
 * @param budgets what keys, projects and apps may spend; names are unique
 * @param limits how much keys, projects and others may take; names are unique
 * @param access who may do what
 * @param gateways virtual gateways, which are registered while it runs
 */
public record GatewayConfig(
    ServerConfig server,
    List<ProviderConfig> providers,
    Map<String, ModelAlias> models,
    RoutingConfig routing,
    PolicyConfig policy,
    List<ObjectNode> cards,
    List<AppConfig> apps,
    List<KeyMapEntry> keyMap,
    SanitizationConfig sanitization,
    ResponsesConfig responses,
    MediaConfig media,
    DatabaseConfig database,
    AnalyticsConfig analytics,
    AskConfig ask,
    List<Budget> budgets,
    List<Limit> limits,
    AccessConfig access,
    List<VirtualGateway> gateways) {
  public GatewayConfig {
    budgets = List.copyOf(budgets);
    limits = List.copyOf(limits);
    gateways = List.copyOf(gateways);
    providers = List.copyOf(providers);
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    cards = List.copyOf(cards);
    apps = List.copyOf(apps);
    keyMap = List.copyOf(keyMap);
  }

  /** The provider of that id, enabled or not. */
  public Optional<ProviderConfig> provider(String id) {
    return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /** The providers that take requests, in the order of the file. */
  public List<ProviderConfig> enabledProviders() {
    return providers.stream().filter(ProviderConfig::enabled).toList();
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

  /** The same with {@code registered} providers behind those of the file, and with gateways. */
  public GatewayConfig withRegistered(
      List<ProviderConfig> registered, List<VirtualGateway> newGateways) {
    return new GatewayConfig(
        server,
        Stream.concat(providers.stream(), registered.stream()).toList(),
        models,
        routing,
        policy,
        cards,
        apps,
        keyMap,
        sanitization,
        responses,
        media,
        database,
        analytics,
        ask,
        budgets,
        limits,
        access,
        newGateways);
  }

  /** Whether callers must present a key or log in, whatever is stored. */
  public boolean requiresKey() {
    return !server.apiKeys().isEmpty()
        || !keyMap.isEmpty()
        || access.required()
        || access.adminPassword().isPresent();
  }

  /** Whether everybody on other machines could use it, which nobody asked for. */
  public boolean isOpenByMistake() {
    return !server.isLoopback() && !requiresKey() && !server.allowOpen();
  }

  /** The same without assertions, which change nothing of what is served. */
  public GatewayConfig withoutAssertions() {
    return new GatewayConfig(
        server,
        providers,
        models,
        routing,
        policy.withoutAssertions(),
        cards,
        apps,
        keyMap,
        sanitization,
        responses,
        media,
        database,
        analytics,
        ask,
        budgets,
        limits,
        access,
        gateways);
  }

  /** The same with the fixed keys of {@code running}. */
  GatewayConfig keeping(GatewayConfig running) {
    return with(
        server.keeping(running.server),
        new State(running.responses, running.database, analytics.keeping(running.analytics)));
  }

  /** The same configuration on another port; 0 takes any free one. */
  public GatewayConfig withPort(int port) {
    return with(server.withPort(port), new State(responses, database, analytics));
  }

  /** The same with its state in another folder. */
  public GatewayConfig withStateIn(String dir) {
    return with(new DatabaseConfig(dir, database.server(), database.masterKeys()));
  }

  /** The same with its state on a server. */
  GatewayConfig withDatabase(DatabaseUrl url) {
    return with(new DatabaseConfig(database.dir(), Optional.of(url), database.masterKeys()));
  }

  /** The same with its secrets sealed under {@code keys}. */
  GatewayConfig withMasterKeys(Secret keys) {
    return with(new DatabaseConfig(database.dir(), database.server(), Optional.of(keys)));
  }

  /** The same with an administrator of the environment. */
  GatewayConfig withAdmin(String name, Secret password) {
    return with(
        server, new State(responses, database, analytics), access.withAdmin(name, password));
  }

  private GatewayConfig with(DatabaseConfig changed) {
    return with(server, new State(responses, changed, analytics));
  }

  private record State(
      ResponsesConfig responses, DatabaseConfig database, AnalyticsConfig analytics) {}

  private GatewayConfig with(ServerConfig newServer, State state) {
    return with(newServer, state, access);
  }

  private GatewayConfig with(ServerConfig newServer, State state, AccessConfig newAccess) {
    return new GatewayConfig(
        newServer,
        providers,
        models,
        routing,
        policy,
        cards,
        apps,
        keyMap,
        sanitization,
        state.responses(),
        media,
        state.database(),
        state.analytics(),
        ask,
        budgets,
        limits,
        newAccess,
        gateways);
  }
}
