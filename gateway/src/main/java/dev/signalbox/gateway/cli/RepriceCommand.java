package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Has a running gateway compute past costs again; only the gateway writes its databases. */
final class RepriceCommand implements Subcommand {
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String DRY_RUN = "--dry-run";
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
            "Has the running gateway compute the cost of stored attempts again.",
            "It takes the prices it has now. What costs were before is kept.");
    return RunningCommand.addTo(spec)
        .addOption(Options.text("DATE", "first day, such as 2026-11-01, in UTC", FROM))
        .addOption(Options.text("DATE", "last day, included", TO))
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
    ObjectNode body =
        StrictJson.object()
            .put("from", from.get())
            .put("to", to.get())
            .put("dry_run", Options.flagIn(arguments, DRY_RUN));
    return new RunningCommand(surroundings, LONGEST)
        .ask(arguments, call -> tell(call.post("/v1/reprice", body)));
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
