package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ServerConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
      String body =
          StrictJson.toText(
              StrictJson.object()
                  .put("from", from.get())
                  .put("to", to.get())
                  .put("dry_run", Options.flagIn(arguments, DRY_RUN)));
      return tell(
          config.server(), Options.textIn(arguments, URL).orElseGet(() -> url(config)), body);
    } catch (ConfigException problem) {
      return ServeCommand.tell(problem, terminal);
    }
  }

  private static String url(GatewayConfig config) {
    ServerConfig server = config.server();
    String host = server.host().equals("0.0.0.0") ? "127.0.0.1" : server.host();
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port());
  }

  private int tell(ServerConfig server, String url, String body) {
    Terminal terminal = surroundings.terminal();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + "/v1/reprice"))
              .timeout(LONGEST)
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      server.apiKeys().stream()
          .findFirst()
          .ifPresent(key -> request.header("authorization", "Bearer " + key.value()));
      try (HttpClient client = HttpClient.newHttpClient()) {
        return tell(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
      }
    } catch (IOException _) {
      terminal.complain(
          "no gateway answers at `%s`: start it first, as only it may write its databases"
              .formatted(url));
      return ExitCodes.FAILED;
    } catch (IllegalArgumentException _) {
      terminal.complain("`--url` must be an address such as http://127.0.0.1:8930");
      return ExitCodes.USAGE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  private int tell(HttpResponse<byte[]> answer) {
    Terminal terminal = surroundings.terminal();
    JsonNode json =
        StrictJson.tryParse(new String(answer.body(), StandardCharsets.UTF_8))
            .orElseGet(StrictJson::object);
    if (answer.statusCode() != 200) {
      terminal.complain(
          json.at("/error/message").asText("the gateway answered " + answer.statusCode()));
      return ExitCodes.FAILED;
    }
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
