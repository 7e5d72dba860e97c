package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigFiles;
import dev.signalbox.gateway.config.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes a first configuration file. */
final class InitCommand implements Subcommand {
  private static final String FORCE = "--force";

  private final Surroundings surroundings;

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Writes a commented configuration file to start from.",
            "Providers whose key is in the environment are switched on; keys themselves are not"
                + " written.");
    return spec.addOption(Options.config("file to write; ./config.toml when it is left out"))
        .addOption(Options.flag(FORCE, "overwrite a file that is already there"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Path file =
        surroundings
            .files()
            .workingFolder()
            .resolve(Options.configIn(arguments).orElse(Path.of(ConfigFiles.NAME)));
    if (Files.exists(file) && !Options.flagIn(arguments, FORCE)) {
      terminal.complain("`" + file + "` is already there; `--force` overwrites it");
      return ExitCodes.FAILED;
    }
    try {
      FileText.write(file, StarterConfig.text(surroundings.environment().keySet()));
    } catch (IOException _) {
      terminal.complain("`" + file + "` cannot be written");
      return ExitCodes.FAILED;
    }
    terminal.print("wrote " + file);
    terminal.print("next: `signalbox check`, then `signalbox`; `signalbox add provider` adds more");
    return ExitCodes.FINE;
  }
}
