package dev.signalbox.gateway.cli;

import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says whether a configuration file can be used, and what it makes. */
final class CheckCommand implements Subcommand {
  private final Surroundings surroundings;
  private final Foresight foresight;

  CheckCommand(Surroundings surroundings, Foresight foresight) {
    this.surroundings = surroundings;
    this.foresight = foresight;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Checks a configuration file with the environment of now.",
            "Prints each problem, or `ok`, what it makes, and what its assertions come to. Starts"
                + " and calls nothing.");
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
      List<AssertionResult> results = foresight.assertions(loaded.config());
      boolean held = results.stream().allMatch(AssertionResult::held);
      terminal.print((held ? "ok: " : "an assertion breaks: ") + found.get());
      ConfigSummary.lines(loaded).forEach(terminal::print);
      foresight.warnings(loaded.config()).forEach(text -> terminal.print("warning: " + text));
      results.stream().map(CheckCommand::line).forEach(terminal::print);
      return held ? ExitCodes.FINE : ExitCodes.FAILED;
    } catch (ConfigException problem) {
      problem.problems().forEach(each -> terminal.print(each.message()));
      if (problem.untold() > 0) {
        terminal.print("and " + problem.untold() + " more");
      }
      return ExitCodes.FAILED;
    }
  }

  private static String line(AssertionResult result) {
    return "assertion %s %s: %s"
        .formatted(result.name(), result.held() ? "holds" : "BREAKS", result.explanation());
  }
}
