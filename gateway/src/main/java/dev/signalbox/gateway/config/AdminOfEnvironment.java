package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import java.util.Map;
import java.util.Optional;

/**
 * The administrator that the variables {@code ADMIN_USERNAME} and {@code ADMIN_PASSWORD} name; what
 * the file says comes first. An empty password is a mistake, not the wish for none.
 */
final class AdminOfEnvironment {
  private static final String NAME = "ADMIN_USERNAME";
  private static final String PASSWORD = "ADMIN_PASSWORD";

  private AdminOfEnvironment() {}

  /** {@code config} with the administrator of {@code environment}. */
  static GatewayConfig in(GatewayConfig config, Map<String, String> environment, Report report) {
    String given = environment.get(PASSWORD);
    if (given == null || config.access().adminPassword().isPresent()) {
      return config;
    }
    Optional<Secret> password = AccessKeys.password(given);
    if (password.isEmpty()) {
      report.wrong(
          new Place("environment", 0, PASSWORD),
          "must have %d to 256 characters".formatted(AccessKeys.LEAST_PASSWORD));
      return config;
    }
    String name = environment.getOrDefault(NAME, "");
    return config.withAdmin(
        name.isBlank() ? config.access().adminName() : name.strip(), password.get());
  }
}
