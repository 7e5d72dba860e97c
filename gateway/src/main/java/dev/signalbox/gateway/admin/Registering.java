package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import io.vertx.core.http.HttpMethod;

/** Where providers and virtual gateways are registered, changed and tested. */
public final class Registering {
  private final Registry registry;
  private final GatewayConfig config;

  /**
   * The paths under one configuration.
   *
   * @param config what is served, with all that is registered
   */
  public Registering(Registry registry, GatewayConfig config) {
    this.registry = registry;
    this.config = config;
  }

  /** What an event loop works with. */
  record Means(Serving serving, FactReading reading, AccessParts access, AccessChange change) {}

  void mount(ControlPaths paths, Means means) {
    ProviderControl providers = new ProviderControl(registry, config, means.serving());
    paths.at(
        ProviderControl.PATH,
        ControlMethod.get(Role.VIEWER, providers::list),
        ControlMethod.change(HttpMethod.POST, Role.OPERATOR, providers::add));
    paths.at(
        ProviderControl.PATH + "/:id",
        ControlMethod.get(Role.VIEWER, providers::one),
        ControlMethod.change(HttpMethod.PATCH, Role.OPERATOR, providers::change),
        ControlMethod.change(HttpMethod.DELETE, Role.OPERATOR, providers::delete));
    paths.at(
        ProviderControl.PATH + "/:id/test",
        ControlMethod.change(HttpMethod.POST, Role.OPERATOR, providers::test));
    GatewayControl gateways =
        new GatewayControl(
            registry,
            new GatewayTokens(means.access(), means.change()),
            means.reading(),
            means.serving().routing()::snapshot);
    paths.at(
        GatewayControl.PATH,
        ControlMethod.get(Role.VIEWER, gateways::list),
        ControlMethod.change(HttpMethod.POST, Role.OPERATOR, gateways::add));
    paths.at(
        GatewayControl.PATH + "/:id",
        ControlMethod.get(Role.VIEWER, gateways::one),
        ControlMethod.change(HttpMethod.PATCH, Role.OPERATOR, gateways::change),
        ControlMethod.change(HttpMethod.DELETE, Role.OPERATOR, gateways::delete));
    paths.at(
        GatewayControl.PATH + "/:id/token",
        ControlMethod.change(HttpMethod.POST, Role.OPERATOR, gateways::renew));
  }

  /** Who makes the change that {@code request} asks for. */
  static Registration.Change changeOf(ControlRequest request) {
    return new Registration.Change(request.caller().label(), request.head().at());
  }

  /** The part of the path of {@code request} after {@code path} and a slash. */
  static String idOf(ControlRequest request, String path) {
    String rest = request.head().path().substring(path.length() + 1);
    int slash = rest.indexOf('/');
    return Queries.decoded(slash < 0 ? rest : rest.substring(0, slash));
  }
}
