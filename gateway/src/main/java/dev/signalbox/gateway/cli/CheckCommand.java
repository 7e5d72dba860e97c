package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says whether a configuration file can be used, and what it makes. */
final class CheckCommand implements Subcommand {
  private final Surroundings surroundings;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Checks a configuration file with the environment of now: prints each problem, or `ok`"
                + " and what it makes. Starts and calls nothing.");
    return spec.addPositional(
            Options.optionalPosition(
                "FILE", Path.class, "file to check; else the one `serve` would load"))
        .addOption(Options.config("the same as FILE"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> named =
        Optional.ofNullable(arguments.<Path>matchedPositionalValue(0, null))
            .or(() -> Options.configIn(arguments));
    Optional<Path> found = surroundings.files().find(named);
    if (found.isEmpty() || !Files.exists(found.get())) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    try {
      var loaded = new ConfigLoader(surroundings.environment()).load(found.get());
      ConfigSummary.lines(loaded).forEach(terminal::print);
      return ExitCodes.FINE;
    } catch (ConfigException problem) {
      problem.problems().forEach(each -> terminal.print(each.message()));
      if (problem.untold() > 0) {
        terminal.print("and " + problem.untold() + " more");
      }
      return ExitCodes.FAILED;
    }
  }
}
