package dev.signalbox.gateway.admin.ask;

import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.config.AskConfig;

/** Where questions over what is stored are asked. */
public final class Asking {
  private final AskControl control;

  /** The routes under one configuration. */
  public Asking(AskControl.Parts parts, AskConfig config, AskControl.Here here) {
    this.control = new AskControl(parts, config, new CallerRate(config.perMinute()), here);
  }

  /** The routes of an event loop. */
  public Subject subject() {
    return new Subject("ask", "SQL and questions in words over what is stored", control.routes());
  }
}
