package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Serves with simulated providers, sends itself sample traffic, and says what to try. */
final class DemoCommand implements Subcommand {
  private static final String NO_TRAFFIC = "--no-traffic";
  private static final String SEED = "--seed";
  private static final long USUAL_SEED = 1;

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
            "Serves with simulated providers, which made-up teams send requests to and have a week of"
                + " past with.",
            "Needs no key, no network and no file, and prints requests to paste.");
    return spec.addOption(
            Options.port("port to listen on; 8930 when it is left out, 0 takes any free one"))
        .addOption(
            Options.flag(NO_TRAFFIC, "send no sample traffic, write no past, and let nothing fail"))
        .addOption(
            Options.number("N", "what the sample traffic follows from; 1 when left out", SEED));
  }

  @Override
  public int run(ParseResult arguments) {
    int port = Options.portIn(arguments).orElse(DemoConfig.PORT);
    if (!ServeCommand.isPort(port)) {
      return ServeCommand.refusePort(port, surroundings.terminal());
    }
    boolean quiet = Options.flagIn(arguments, NO_TRAFFIC);
    LoadedConfig config =
        load(quiet ? DemoConfig.QUIET : DemoConfig.BUSY).withPort(port).withStateIn(stateDir());
    try (DemoTraffic traffic =
        new DemoTraffic(
            surroundings.terminal(), Options.numberIn(arguments, SEED).orElse(USUAL_SEED))) {
      return ServeCommand.start(
          () -> server.start(config, ConfigSource.fixed(config)),
          surroundings.terminal(),
          running -> {
            surroundings.terminal().print(DemoGuide.text(running.port()));
            if (!quiet) {
              traffic.begin(running);
            }
          });
    }
  }

  /** The environment is left out: what it sets is meant for another configuration. */
  private static LoadedConfig load(String toml) {
    return new ConfigLoader(Map.of()).parse("demo", toml);
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
