package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.store.Inspection;
import dev.signalbox.gateway.config.DatabaseConfig;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says whether the databases are sound. */
final class DbCheckCommand implements Subcommand {
  private final Surroundings surroundings;

  DbCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Reads the databases through and says what is wrong with them: broken pages, and sums that"
                + " do not agree with the requests. A gateway may be using them. Changes nothing.");
    return spec.addOption(DbCommands.config());
  }

  @Override
  public int run(ParseResult arguments) {
    return DbCommands.with(surroundings, arguments, this::check);
  }

  private int check(DatabaseConfig config) {
    List<Inspection.Finding> findings = Inspection.check(config.place());
    for (Inspection.Finding finding : findings) {
      String name = finding.area().schema();
      if (finding.problems().isEmpty()) {
        surroundings.terminal().print("ok: " + name);
      }
      finding.problems().forEach(text -> surroundings.terminal().print(name + ": " + text));
    }
    return findings.stream().allMatch(finding -> finding.problems().isEmpty())
        ? ExitCodes.FINE
        : ExitCodes.FAILED;
  }
}
