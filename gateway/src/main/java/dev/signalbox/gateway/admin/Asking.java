package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.config.AskConfig;
import io.vertx.core.http.HttpMethod;

/** Where questions over what is stored are asked. */
public final class Asking {
  private final AskControl control;

  /** The paths under one configuration. */
  public Asking(AskControl.Parts parts, AskConfig config, AskControl.Here here) {
    this.control = new AskControl(parts, config, new CallerRate(config.perMinute()), here);
  }

  void mount(ControlPaths paths) {
    paths.at("/v1/sql", ControlMethod.ask(Role.VIEWER, control::sql));
    paths.at("/v1/ask", ControlMethod.ask(Role.VIEWER, control::ask));
    paths.at("/v1/ask/completions", ControlMethod.get(Role.VIEWER, control::completions));
    paths.at(
        "/v1/ask/verified", ControlMethod.change(HttpMethod.POST, Role.OPERATOR, control::verify));
  }
}
