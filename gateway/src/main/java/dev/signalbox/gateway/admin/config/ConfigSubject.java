package dev.signalbox.gateway.admin.config;

import dev.signalbox.gateway.admin.frame.Subject;

/** The configuration file. */
public final class ConfigSubject {
  private ConfigSubject() {}

  /** The routes that show and change it by {@code desk}. */
  public static Subject of(ConfigDesk desk) {
    return new Subject(
        "config", "The configuration file, and what is served", new ConfigControl(desk).routes());
  }
}
