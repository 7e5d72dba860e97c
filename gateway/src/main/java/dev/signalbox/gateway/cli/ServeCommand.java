package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigFiles;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Serves with the configuration file, or with defaults when there is none. */
final class ServeCommand implements Subcommand {
  private final Surroundings surroundings;
  private final Server server;

  ServeCommand(Surroundings surroundings, Server server) {
    this.surroundings = surroundings;
    this.server = server;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage().description("Serves until it is told to stop.");
    return spec.addOption(
            Options.config(
                "configuration file; else ./config.toml or ~/.config/signalbox/config.toml, and"
                    + " defaults when neither is there"))
        .addOption(
            Options.port("port to listen on instead of `server.port`; 0 takes any free one"));
  }

  @Override
  public int run(ParseResult arguments) {
    Optional<Integer> port = Options.portIn(arguments);
    if (port.isPresent() && !isPort(port.get())) {
      return refusePort(port.get(), surroundings.terminal());
    }
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> file = surroundings.files().find(named);
    if (file.isPresent() && !Files.exists(file.get())) {
      return refuseMissing(named, surroundings.terminal());
    }
    try {
      ConfigLoader loader = new ConfigLoader(surroundings.environment());
      ConfigSource source =
          new ConfigSource(
              loader, file, loader::defaults, loaded -> port.map(loaded::withPort).orElse(loaded));
      LoadedConfig config = source.load();
      config.warnings().forEach(this::warn);
      ProxyVariables.warning(surroundings.environment()).ifPresent(this::warn);
      return serve(config, source);
    } catch (ConfigException problem) {
      return tell(problem, surroundings.terminal());
    }
  }

  private void warn(String warning) {
    surroundings.terminal().complain("warning: " + warning);
  }

  private int serve(LoadedConfig config, ConfigSource source) {
    return start(
        () -> server.start(config, source),
        surroundings.terminal(),
        running -> {
          String host = config.config().server().host();
          surroundings
              .terminal()
              .print(
                  "listening on http://%s:%d with %s"
                      .formatted(
                          host.contains(":") ? "[" + host + "]" : host,
                          running.port(),
                          config.file().map(Path::toString).orElse("no configuration file")));
          if (config.config().enabledProviders().isEmpty()) {
            surroundings
                .terminal()
                .complain(
                    "no provider is configured: `signalbox init` writes a configuration,"
                        + " `signalbox demo` needs none");
          }
        });
  }

  /** Starts a server with {@code begin}, lets {@code greet} speak, and waits for the end. */
  static int start(
      Supplier<Server.Running> begin, Terminal terminal, Consumer<Server.Running> greet) {
    try {
      Server.Running running = begin.get();
      greet.accept(running);
      running.awaitStop();
      return ExitCodes.FINE;
    } catch (StartException problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  static boolean isPort(int port) {
    return port >= 0 && port <= 65_535;
  }

  static int refusePort(int port, Terminal terminal) {
    terminal.complain("`--port` must be a whole number from 0 to 65535, not `" + port + "`");
    return ExitCodes.USAGE;
  }

  /** Tells that the file that was named, or the usual one, is not there. */
  static int refuseMissing(Optional<Path> named, Terminal terminal) {
    String wanted = named.map(Path::toString).orElse(ConfigFiles.NAME);
    terminal.complain("`" + wanted + "` is not there; `signalbox init` writes one");
    return ExitCodes.USAGE;
  }

  static int tell(ConfigException problem, Terminal terminal) {
    problem.problems().forEach(each -> terminal.complain(each.message()));
    if (problem.untold() > 0) {
      terminal.complain("and " + problem.untold() + " more");
    }
    return ExitCodes.FAILED;
  }
}
