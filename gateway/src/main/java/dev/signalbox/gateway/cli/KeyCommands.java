package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.gateway.access.KeyDesk;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands that change one stored key. */
final class KeyCommands {
  private static final String OVERLAP = "--overlap-hours";

  private KeyCommands() {}

  private static CommandSpec spec(String description) {
    return AccessCommands.spec(description)
        .addPositional(Options.optionalPosition("KEY", String.class, "id or label of the key"));
  }

  /** Does something with the key that is named. */
  private interface Work {
    int with(AccessCommands.Desk desk, StoredKey key);
  }

  private static int on(Surroundings surroundings, ParseResult arguments, Work work) {
    String name = arguments.matchedPositionalValue(0, "");
    Terminal terminal = surroundings.terminal();
    if (name.isEmpty()) {
      terminal.complain("name the key by its id or label; `signalbox keys list` shows them");
      return ExitCodes.USAGE;
    }
    return AccessCommands.with(
        surroundings,
        arguments,
        desk -> {
          Optional<StoredKey> found =
              desk.store().keys().all().stream()
                  .filter(key -> key.id().equals(name) || key.label().equals(name))
                  .findFirst();
          if (found.filter(key -> key.revokedMillis() == 0).isEmpty()) {
            terminal.complain(
                found.isEmpty()
                    ? "there is no key `%s`; `signalbox keys list` shows them".formatted(name)
                    : "the key `%s` was revoked already".formatted(name));
            return ExitCodes.FAILED;
          }
          return work.with(desk, found.get());
        });
  }

  /** Takes a key back for good. */
  record Revoke(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return KeyCommands.spec(
          "Takes a key back for good. A gateway that runs refuses it within a second.");
    }

    @Override
    public int run(ParseResult arguments) {
      return on(
          surroundings,
          arguments,
          (desk, key) -> {
            AccessCommands.stored(
                desk.keys()
                    .revoke(key.id(), AccessCommands.by(surroundings), desk.clock().instant()),
                key.label());
            surroundings.terminal().print("revoked: " + key.label());
            return ExitCodes.FINE;
          });
    }
  }

  /** Gives a key a new secret. */
  record Rotate(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return KeyCommands.spec(
              "Gives a key a new secret and prints it; the former one counts for a while yet.")
          .addOption(
              Options.number(
                  "HOURS", "hours that the former one counts yet; 24 if left out", OVERLAP));
    }

    @Override
    public int run(ParseResult arguments) {
      long hours = Options.numberIn(arguments, OVERLAP).orElse(KeyDesk.STANDARD_OVERLAP.toHours());
      if (hours < 0 || hours > KeyDesk.LONGEST_OVERLAP.toHours()) {
        surroundings
            .terminal()
            .complain(
                "`%s` must be from 0 to %d".formatted(OVERLAP, KeyDesk.LONGEST_OVERLAP.toHours()));
        return ExitCodes.USAGE;
      }
      return on(
          surroundings,
          arguments,
          (desk, key) -> {
            KeyDesk.Made made =
                AccessCommands.stored(
                    desk.keys()
                        .rotate(
                            key.id(),
                            Duration.ofHours(hours),
                            AccessCommands.by(surroundings),
                            desk.clock().instant()),
                    key.label());
            surroundings.terminal().print(made.text());
            return ExitCodes.FINE;
          });
    }
  }
}
