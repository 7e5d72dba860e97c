package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says whether the audit trail is as it was written. */
final class AuditVerifyCommand implements Subcommand {
  private static final String EXPECT = "--expect";

  private final Surroundings surroundings;

  AuditVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    return AccessCommands.spec(
            "Reads the audit trail through and says which row is not as it was written, or does not"
                + " follow the one before it. A gateway may be using it. That rows are missing at the"
                + " end shows only against a hash that was noted before.")
        .addOption(
            Options.text("HASH", "hash of a row that must be in the trail, noted before", EXPECT));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Optional<String> expected = Options.textIn(arguments, EXPECT);
    return DbCommands.with(
        surroundings,
        arguments,
        config -> {
          try (Database database = Database.join(config.place(), Area.CONTROL)) {
            AuditLog.Verification found = AuditLog.verify(database.reading(Area.CONTROL));
            if (found.broken().isPresent()) {
              terminal.print(
                  "broken: row %d is not as it was written, or does not follow the one before it"
                      .formatted(found.broken().get()));
              return ExitCodes.FAILED;
            }
            boolean there =
                expected
                    .map(hash -> AuditLog.holds(database.reading(Area.CONTROL), hash))
                    .orElse(true);
            terminal.print(
                there
                    ? "ok: %d rows, the last with the hash %s"
                        .formatted(found.rows(), found.lastHash())
                    : "broken: there is no row with the hash that was expected");
            return there ? ExitCodes.FINE : ExitCodes.FAILED;
          }
        });
  }
}
