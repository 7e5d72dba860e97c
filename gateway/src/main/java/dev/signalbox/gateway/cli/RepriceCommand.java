package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Has a running gateway compute past costs again; only the gateway writes its databases. */
final class RepriceCommand implements Subcommand {
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String DRY_RUN = "--dry-run";
  private static final String URL = "--url";
  private static final Duration LONGEST = Duration.ofHours(6);

  private final Surroundings surroundings;

  RepriceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Has the running gateway compute the cost of stored attempts again, with the prices it"
                + " has now. What costs were before is kept.");
    return spec.addOption(
            Options.config("configuration file, which says where the gateway listens and its key"))
        .addOption(Options.text("DATE", "first day, such as 2026-11-01, in UTC", FROM))
        .addOption(Options.text("DATE", "last day, included", TO))
        .addOption(Options.text("URL", "where the gateway is instead", URL))
        .addOption(Options.flag(DRY_RUN, "tell what would change, and change nothing"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Optional<String> from = Options.textIn(arguments, FROM);
    Optional<String> to = Options.textIn(arguments, TO);
    if (from.isEmpty() || to.isEmpty()) {
      terminal.complain("`reprice` needs `--from` and `--to`, as in `--from 2026-11-01`");
      return ExitCodes.USAGE;
    }
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> file = surroundings.files().find(named).filter(Files::exists);
    if (named.isPresent() && file.isEmpty()) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    try {
      ConfigLoader loader = new ConfigLoader(surroundings.environment());
      GatewayConfig config = file.map(loader::load).orElseGet(loader::defaults).config();
      ObjectNode body =
          StrictJson.object()
              .put("from", from.get())
              .put("to", to.get())
              .put("dry_run", Options.flagIn(arguments, DRY_RUN));
      String url = Options.textIn(arguments, URL).orElseGet(() -> ControlCall.urlOf(config));
      return tell(new ControlCall(config.server(), url, LONGEST), body);
    } catch (ConfigException problem) {
      return ServeCommand.tell(problem, terminal);
    }
  }

  private int tell(ControlCall call, ObjectNode body) {
    Terminal terminal = surroundings.terminal();
    try {
      return tell(call.post("/v1/reprice", body));
    } catch (IOException _) {
      terminal.complain(
          "no gateway answers at `%s`: start it first, as only it may write its databases"
              .formatted(call.url()));
      return ExitCodes.FAILED;
    } catch (IllegalArgumentException _) {
      terminal.complain("`--url` must be an address such as http://127.0.0.1:8930");
      return ExitCodes.USAGE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  private int tell(ControlCall.Answer answer) {
    Terminal terminal = surroundings.terminal();
    if (!answer.isFine()) {
      terminal.complain(answer.message());
      return ExitCodes.FAILED;
    }
    JsonNode json = answer.json();
    terminal.print(
        "%d attempts looked at, %d %s, $%s before and $%s after; %d have no price now and stay"
            .formatted(
                json.path("attempts").asLong(),
                json.path("changed").asLong(),
                json.path("dry_run").asBoolean() ? "would change" : "changed",
                Dollars.text(json.path("before_nanos").asLong()),
                Dollars.text(json.path("after_nanos").asLong()),
                json.path("without_price").asLong()));
    return ExitCodes.FINE;
  }
}
