package dev.signalbox.gateway.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says which version this is and what it runs on. */
final class VersionCommand implements Subcommand {
  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage().description("Prints the version of Signalbox, of Java and of the system.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    terminal.print("signalbox " + surroundings.version());
    terminal.print("java " + Runtime.version() + ", " + System.getProperty("java.vendor"));
    terminal.print(System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    return ExitCodes.FINE;
  }
}
