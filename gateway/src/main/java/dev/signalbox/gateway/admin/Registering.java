package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.access.KeyedHash;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Where providers and virtual gateways are registered, changed and tested. */
public final class Registering {
  private final Registry registry;
  private final KeyedHash tokens;
  private final GatewayConfig config;

  /**
   * The paths under one configuration.
   *
   * @param tokens hashes the tokens of gateways
   * @param config what is served, with all that is registered
   */
  public Registering(Registry registry, KeyedHash tokens, GatewayConfig config) {
    this.registry = registry;
    this.tokens = tokens;
    this.config = config;
  }

  void mount(Router router, ControlHandler handler, Serving serving, FactReading reading) {
    ProviderControl providers = new ProviderControl(registry, config, serving);
    router
        .route(ProviderControl.PATH)
        .handler(
            handler.of(Map.of(HttpMethod.GET, providers::list, HttpMethod.POST, providers::add)));
    router
        .route(ProviderControl.PATH + "/:id")
        .handler(
            handler.of(
                Map.of(
                    HttpMethod.GET,
                    providers::one,
                    HttpMethod.PATCH,
                    providers::change,
                    HttpMethod.DELETE,
                    providers::delete)));
    router
        .route(ProviderControl.PATH + "/:id/test")
        .handler(handler.of(Map.of(HttpMethod.POST, providers::test)));
    GatewayControl gateways = new GatewayControl(registry, tokens, reading);
    router
        .route(GatewayControl.PATH)
        .handler(
            handler.of(Map.of(HttpMethod.GET, gateways::list, HttpMethod.POST, gateways::add)));
    router
        .route(GatewayControl.PATH + "/:id")
        .handler(
            handler.of(
                Map.of(
                    HttpMethod.GET,
                    gateways::one,
                    HttpMethod.PATCH,
                    gateways::change,
                    HttpMethod.DELETE,
                    gateways::delete)));
    router
        .route(GatewayControl.PATH + "/:id/token")
        .handler(handler.of(Map.of(HttpMethod.POST, gateways::renew)));
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
