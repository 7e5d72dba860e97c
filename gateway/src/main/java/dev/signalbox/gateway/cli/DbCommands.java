package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.DatabaseConfig;
import dev.signalbox.gateway.config.LoadedConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands about the databases have in common: they find them by the configuration. */
final class DbCommands {
  private DbCommands() {}

  static OptionSpec config() {
    return Options.config(
        "configuration that names the databases; else the one `serve` would load");
  }

  /** Runs {@code action} on the databases of the configuration; says what keeps it from that. */
  static int with(
      Surroundings surroundings, ParseResult arguments, ToIntFunction<DatabaseConfig> action) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> found = surroundings.files().find(named);
    if (named.isPresent() && !found.map(Files::exists).orElse(false)) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    try {
      ConfigLoader loader = new ConfigLoader(surroundings.environment());
      LoadedConfig loaded =
          found.filter(Files::exists).map(loader::load).orElseGet(loader::defaults);
      return action.applyAsInt(loaded.config().database());
    } catch (ConfigException problem) {
      problem.problems().forEach(each -> terminal.complain(each.message()));
      return ExitCodes.USAGE;
    } catch (DatabaseException problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.FAILED;
    }
  }
}
