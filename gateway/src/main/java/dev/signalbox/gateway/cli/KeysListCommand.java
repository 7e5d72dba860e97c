package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.analytics.access.StoredSecret;
import java.time.Instant;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Lists the stored keys. */
final class KeysListCommand implements Subcommand {
  private final Surroundings surroundings;

  KeysListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    return AccessCommands.spec("Lists the stored keys, with how they begin and end.");
  }

  @Override
  public int run(ParseResult arguments) {
    return AccessCommands.with(
        surroundings,
        arguments,
        desk -> {
          long now = desk.clock().millis();
          for (StoredKey key : desk.store().keys().all()) {
            surroundings.terminal().print(line(key, now));
          }
          return ExitCodes.FINE;
        });
  }

  private static String line(StoredKey key, long now) {
    String secrets =
        key.secrets().stream()
            .filter(secret -> secret.countsAt(now))
            .map(KeysListCommand::shown)
            .collect(Collectors.joining(" "));
    return "%s  %s  %s  %s  %s"
        .formatted(key.id(), key.label(), key.role(), state(key, now), secrets)
        .strip();
  }

  private static String shown(StoredSecret secret) {
    return secret.prefix() + "…" + secret.last4();
  }

  private static String state(StoredKey key, long now) {
    if (key.revokedMillis() > 0) {
      return "revoked";
    }
    if (!key.countsAt(now)) {
      return "expired";
    }
    return key.expiresMillis() == 0
        ? "active"
        : "active until " + Instant.ofEpochMilli(key.expiresMillis());
  }
}
