package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Asks the gateway that runs here whether it takes requests; for whatever watches over it. */
final class HealthCommand implements Subcommand {
  private static final String URL_OPTION = "--url";
  private static final String LIVE = "--live";
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final Surroundings surroundings;

  HealthCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Asks the gateway that runs whether it takes requests: exit code 0 when it does.",
            "A configuration file that cannot be used at the moment does not matter: the gateway"
                + " goes on with the one before it, and is looked for where the environment says.");
    return spec.addOption(Options.config("configuration file; else the one `serve` would load"))
        .addOption(
            Options.text(
                "URL", "where it is, as in http://127.0.0.1:8930; else as configured", URL_OPTION))
        .addOption(Options.flag(LIVE, "ask only whether its process runs"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    String base = Options.textIn(arguments, URL_OPTION).orElseGet(() -> urlOf(arguments));
    String address = base + (Options.flagIn(arguments, LIVE) ? "/health/live" : "/health/ready");
    try {
      int status = status(URI.create(address).toURL());
      if (status == OK) {
        terminal.print("fine: " + address);
        return ExitCodes.FINE;
      }
      terminal.complain("`%s` answered %d".formatted(address, status));
      return ExitCodes.FAILED;
    } catch (IllegalArgumentException | ClassCastException _) {
      terminal.complain("`--url` must be an address such as http://127.0.0.1:8930");
      return ExitCodes.USAGE;
    } catch (IOException _) {
      terminal.complain("no gateway answers at `" + base + "`");
      return ExitCodes.FAILED;
    }
  }

  /** Starts in less time than the JDK's other client, and is asked every few seconds. */
  private static int status(URL address) throws IOException {
    var connection = (HttpURLConnection) address.openConnection();
    connection.setConnectTimeout(Math.toIntExact(LONGEST.toMillis()));
    connection.setReadTimeout(Math.toIntExact(LONGEST.toMillis()));
    connection.setInstanceFollowRedirects(false);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private String urlOf(ParseResult arguments) {
    return ControlCall.urlOf(config(Options.configIn(arguments)));
  }

  private GatewayConfig config(Optional<Path> named) {
    ConfigLoader loader = new ConfigLoader(surroundings.environment());
    Optional<Path> file = surroundings.files().find(named).filter(Files::exists);
    try {
      return file.map(loader::load).orElseGet(loader::defaults).config();
    } catch (ConfigException _) {
      return loader.defaults().config();
    }
  }
}
