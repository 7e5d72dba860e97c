package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.config.AskConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Where questions over what is stored are asked. */
public final class Asking {
  private final AskControl control;

  /** The paths under one configuration. */
  public Asking(AskControl.Parts parts, AskConfig config, AskControl.Here here) {
    this.control = new AskControl(parts, config, new CallerRate(config.perMinute()), here);
  }

  void mount(Router router, ControlHandler handler) {
    router.route("/v1/sql").handler(handler.ofAny(Map.of(HttpMethod.POST, control::sql)));
    router.route("/v1/ask").handler(handler.ofAny(Map.of(HttpMethod.POST, control::ask)));
    router
        .route("/v1/ask/completions")
        .handler(handler.ofAny(Map.of(HttpMethod.GET, control::completions)));
    router
        .route("/v1/ask/verified")
        .handler(handler.ofAny(Map.of(HttpMethod.POST, control::verify)));
  }
}
