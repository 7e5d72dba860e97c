package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionHistory;
import dev.signalbox.analytics.query.Moment;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.plan.Planning;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Says what another configuration would do to recorded requests: asks the gateway that runs, and
 * reads its databases where none does.
 */
final class PlanCommand implements Subcommand {
  private static final String LAST = "--last";
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String PROJECT = "--project";
  private static final String URL = "--url";
  private static final String JSON = "--json";
  private static final long USUAL = 1_000;
  private static final int WRONG = 400;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Surroundings surroundings;
  private final Foresight foresight;

  PlanCommand(Surroundings surroundings, Foresight foresight) {
    this.surroundings = surroundings;
    this.foresight = foresight;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Tells what another configuration file would do to recorded requests.",
            "Who would answer them, what that costs, how long it takes, how good it is, and which"
                + " assertions break. Changes nothing and calls no provider. Asks the gateway that"
                + " runs, and reads its databases where none does. Ends with 1 when an assertion"
                + " breaks.");
    return spec.addPositional(
            Options.optionalPosition("FILE", Path.class, "the other configuration file"))
        .addOption(
            Options.config(
                "configuration file of the gateway, which says where it listens and its key"))
        .addOption(
            Options.number(
                "N",
                "how many of the newest requests, 1 to %d; 1000 when it is left out"
                    .formatted(Planning.MOST_REQUESTS),
                LAST))
        .addOption(Options.text("TIME", "requests of then and later, such as now-24h", FROM))
        .addOption(Options.text("TIME", "requests before then", TO))
        .addOption(Options.text("NAME", "those of a project", PROJECT))
        .addOption(Options.text("URL", "where the gateway is instead", URL))
        .addOption(Options.flag(JSON, "print everything as JSON"));
  }

  /** What is asked of whom. */
  private record Asked(Path proposed, GatewayConfig running, ParseResult arguments) {
    Optional<String> text(String option) {
      return Options.textIn(arguments, option);
    }

    long last() {
      return Options.numberIn(arguments, LAST).orElse(USUAL);
    }
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> proposed = Optional.ofNullable(arguments.matchedPositionalValue(0, null));
    if (proposed.isEmpty()) {
      terminal.complain("name the other configuration file, as in `signalbox plan new.toml`");
      return ExitCodes.USAGE;
    }
    Optional<Path> found = surroundings.files().find(proposed).filter(Files::exists);
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> file = surroundings.files().find(named).filter(Files::exists);
    if (found.isEmpty() || (named.isPresent() && file.isEmpty())) {
      return ServeCommand.refuseMissing(found.isEmpty() ? proposed : named, terminal);
    }
    try {
      ConfigLoader loader = new ConfigLoader(surroundings.environment());
      GatewayConfig running = file.map(loader::load).orElseGet(loader::defaults).config();
      return tell(plan(new Asked(found.get(), running, arguments)), arguments);
    } catch (ConfigException problem) {
      ServeCommand.tell(problem, terminal);
      return ExitCodes.USAGE;
    } catch (IllegalArgumentException problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.USAGE;
    } catch (DatabaseException | Failed problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  /** That there is no plan, and why. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String why) {
      super(why);
    }
  }

  private JsonNode plan(Asked asked) throws InterruptedException {
    Optional<String> url = asked.text(URL);
    ControlCall call =
        new ControlCall(
            asked.running().server(),
            url.orElseGet(() -> ControlCall.urlOf(asked.running())),
            LONGEST);
    try {
      return answered(call.post("/v1/plan", body(asked)));
    } catch (IOException e) {
      if (url.isPresent()) {
        throw new Failed("no gateway answers at `%s`".formatted(call.url()));
      }
      return offline(asked);
    }
  }

  private static ObjectNode body(Asked asked) throws IOException {
    ObjectNode body =
        StrictJson.object()
            .put("config", Files.readString(asked.proposed()))
            .put("last", asked.last());
    for (String option : List.of(FROM, TO, PROJECT)) {
      asked.text(option).ifPresent(value -> body.put(option.substring(2), value));
    }
    return body;
  }

  private static JsonNode answered(ControlCall.Answer answer) {
    if (answer.isFine()) {
      return answer.json();
    }
    if (answer.status() == WRONG) {
      throw new IllegalArgumentException(answer.message());
    }
    throw new Failed(answer.message());
  }

  private JsonNode offline(Asked asked) {
    surroundings
        .terminal()
        .complain(
            "no gateway answers, so its databases are read: what is registered at run time"
                + " is not known");
    Span span =
        new Span(
            moment(FROM, asked.text(FROM)).map(Instant::toEpochMilli).orElse(0L),
            moment(TO, asked.text(TO)).map(Instant::toEpochMilli).orElse(Span.ALL.until()));
    GatewayConfig proposed =
        new ConfigLoader(surroundings.environment()).load(asked.proposed()).config();
    return foresight.plan(
        asked.running(),
        proposed,
        new Planning.Order(
            new DecisionHistory.Wanted(span, asked.text(PROJECT)), Math.toIntExact(asked.last())));
  }

  private static Optional<Instant> moment(String option, Optional<String> text) {
    return text.map(
        each ->
            Moment.of(each, Instant.now())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "`%s` must be a time such as 2026-11-26T08:00:00Z, 2026-11-26 or now-24h"
                                .formatted(option))));
  }

  private int tell(JsonNode plan, ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    if (Options.flagIn(arguments, JSON)) {
      terminal.print(plan.toPrettyString());
    } else {
      PlanText.lines(plan).forEach(terminal::print);
    }
    return plan.at("/assertions/broken").isEmpty() ? ExitCodes.FINE : ExitCodes.FAILED;
  }
}
