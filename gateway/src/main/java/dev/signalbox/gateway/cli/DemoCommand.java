package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Serves with simulated providers, and says what to try. */
final class DemoCommand implements Subcommand {
  private final Surroundings surroundings;
  private final Server server;

  DemoCommand(Surroundings surroundings, Server server) {
    this.surroundings = surroundings;
    this.server = server;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Serves with simulated providers: one for each API, and a few with the prices and facts"
                + " of real models. Needs no key, no network and no file, and prints requests to"
                + " paste.");
    return spec.addOption(
        Options.port("port to listen on; 8930 when it is left out, 0 takes any free one"));
  }

  @Override
  public int run(ParseResult arguments) {
    int port = Options.portIn(arguments).orElse(DemoConfig.PORT);
    if (!ServeCommand.isPort(port)) {
      return ServeCommand.refusePort(port, surroundings.terminal());
    }
    // The environment is left out: what it sets is meant for another configuration.
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("demo", DemoConfig.TOML)
            .withPort(port)
            .withStateIn(stateDir());
    return ServeCommand.start(
        () -> server.start(config, ConfigSource.fixed(config)),
        surroundings.terminal(),
        running -> surroundings.terminal().print(DemoGuide.text(running.port())));
  }

  /** A folder of its own, so that a demo leaves nothing behind that the next one would show. */
  static String stateDir() {
    try {
      return Files.createTempDirectory("signalbox-demo").toString();
    } catch (IOException e) {
      throw new StartException("no temporary folder can be made: " + e.getMessage());
    }
  }
}
