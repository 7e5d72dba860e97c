package dev.signalbox.gateway;

import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.admin.ControlRoutes;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.live.LiveFeed;
import dev.signalbox.gateway.admin.signals.Alerts;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.http.HttpLoop;
import dev.signalbox.gateway.portal.PortalRoutes;
import dev.signalbox.portal.asset.PortalAssets;
import java.time.InstantSource;

/** From the configuration to the pages, and to what they are told as it happens. */
final class PortalWiring {
  private final PortalAssets assets = PortalAssets.ofProgram();
  private final FactReading reading;
  private final InstantSource clock;

  PortalWiring(FactReading reading, InstantSource clock) {
    this.reading = reading;
    this.clock = clock;
  }

  /** Control paths, and after them the pages where the configuration has them. */
  HttpLoop.Control pages(GatewayConfig config, ControlRoutes control) {
    if (!config.portal().enabled()) {
      return control::mount;
    }
    PortalRoutes pages = new PortalRoutes(assets, MountWiring.appPathsOf(config));
    return (router, serving, bodies) -> {
      control.mount(router, serving, bodies);
      pages.mount(router, serving.vertx());
    };
  }

  /** Who may look on, and at what. */
  LiveFeed.Terms terms(GatewayConfig config, Authenticator authenticator, HealthBoard board) {
    Alerts alerts = new Alerts(reading, config.signals().alerts());
    return new LiveFeed.Terms(
        authenticator,
        config.portal().liveViewers(),
        () -> alerts.standing(clock.instant()),
        board);
  }
}
