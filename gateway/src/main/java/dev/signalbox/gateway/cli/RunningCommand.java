package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What commands have in common that ask the gateway which runs under a configuration.
 *
 * @param longest how long one of its answers may take
 */
record RunningCommand(Surroundings surroundings, Duration longest) {
  private static final String URL = "--url";

  /** What is asked of the gateway; gives the exit code. */
  @FunctionalInterface
  interface Asking {
    int ask(ControlCall call) throws IOException, InterruptedException;
  }

  /** Adds the options that say which gateway. */
  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Options.config("configuration file, which says where the gateway listens and its key"))
        .addOption(Options.text("URL", "where the gateway is instead", URL));
  }

  /** Asks the gateway that {@code arguments} mean, and says so when there is none. */
  int ask(ParseResult arguments, Asking asking) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> file = surroundings.files().find(named).filter(Files::exists);
    if (named.isPresent() && file.isEmpty()) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    try {
      ConfigLoader loader = new ConfigLoader(surroundings.environment());
      GatewayConfig config = file.map(loader::load).orElseGet(loader::defaults).config();
      String url = Options.textIn(arguments, URL).orElseGet(() -> ControlCall.urlOf(config));
      return ask(new ControlCall(config.server(), url, longest), asking);
    } catch (ConfigException problem) {
      return ServeCommand.tell(problem, terminal);
    }
  }

  private int ask(ControlCall call, Asking asking) {
    Terminal terminal = surroundings.terminal();
    try {
      return asking.ask(call);
    } catch (ConnectException _) {
      terminal.complain(
          "no gateway answers at `%s`: start it first, as only it may use its databases"
              .formatted(call.url()));
      return ExitCodes.FAILED;
    } catch (IOException e) {
      terminal.complain(String.valueOf(e.getMessage()));
      return ExitCodes.FAILED;
    } catch (IllegalArgumentException _) {
      terminal.complain("`--url` must be an address such as http://127.0.0.1:8930");
      return ExitCodes.USAGE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }
}
