package dev.signalbox.gateway.cli;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.explain.DecisionTable;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.text.NearMatch;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.wire.model.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says who would serve a request, and why, layer by layer. */
final class RouteCommand implements Subcommand {
  private static final String MODEL = "--model";
  private static final String PROFILE = "--profile";
  private static final String TASK = "--task";
  private static final String NEEDS = "--needs";
  private static final String INPUT_TOKENS = "--input-tokens";
  private static final String MAX_OUTPUT = "--max-output";
  private static final String PROJECT = "--project";
  private static final String SOURCE = "--source";
  private static final String KEY = "--key";
  private static final String APP = "--app";
  private static final String FORMAT = "--format";
  private static final String STRICT = "--strict";
  private static final String JSON = "--json";
  private static final long USUAL_INPUT_TOKENS = 1_000;

  private static final List<String> FORMATS =
      Stream.of(Protocol.values()).map(Protocol::id).toList();

  private final Surroundings surroundings;
  private final Foresight foresight;

  RouteCommand(Surroundings surroundings, Foresight foresight) {
    this.surroundings = surroundings;
    this.foresight = foresight;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Prints who would serve a request, and what each of the five layers makes of every"
                + " deployment.",
            "Calls nobody and needs no running gateway: every deployment is taken to be in order,"
                + " and speed and quality are what the catalog expects.");
    return spec.addOption(Options.config("configuration file; else the one `serve` would load"))
        .addOption(Options.text("NAME", "model name; `auto` when it is left out", "-m", MODEL))
        .addOption(Options.text("ID", "profile, as in x-profile", PROFILE))
        .addOption(Options.text("TASK", "task, as in x-task", TASK))
        .addOption(
            Options.text("LIST", "what it needs, with commas between: tools,vision,…", NEEDS))
        .addOption(
            Options.number("N", "tokens of the prompt; 1000 when it is left out", INPUT_TOKENS))
        .addOption(Options.number("N", "most output tokens it allows", MAX_OUTPUT))
        .addOption(Options.text("NAME", "project it is of, as in x-project", PROJECT))
        .addOption(Options.text("NAME", "source it is from, as in x-source", SOURCE))
        .addOption(Options.text("LABEL", "label of the caller's key", KEY))
        .addOption(Options.text("NAME", "app it comes through", APP))
        .addOption(Options.text("API", "API it comes by: " + String.join(", ", FORMATS), FORMAT))
        .addOption(Options.flag(STRICT, "refuse a loss in translation"))
        .addOption(Options.flag(JSON, "print the decision as JSON, with the figures of all"));
  }

  @Override
  public int run(ParseResult arguments) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> named = Options.configIn(arguments);
    Optional<Path> file = surroundings.files().find(named).filter(Files::exists);
    if (file.isEmpty()) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    try {
      Assertion.Request request = request(arguments);
      GatewayConfig config = new ConfigLoader(surroundings.environment()).load(file.get()).config();
      return tell(foresight.decide(config, request), Options.flagIn(arguments, JSON));
    } catch (ConfigException problem) {
      return ServeCommand.tell(problem, terminal);
    } catch (IllegalArgumentException problem) {
      terminal.complain(String.valueOf(problem.getMessage()));
      return ExitCodes.USAGE;
    }
  }

  private int tell(Rehearsal.Outcome outcome, boolean json) {
    return switch (outcome) {
      case Rehearsal.Outcome.Undecided(_, var sentence, var near) -> {
        String hint = NearMatch.question(near).map(question -> "; " + question).orElse("");
        surroundings.terminal().complain(sentence + hint);
        yield ExitCodes.FAILED;
      }
      case Rehearsal.Outcome.Decided(var decision) -> {
        print(decision, json);
        yield decision.plan().isEmpty() ? ExitCodes.FAILED : ExitCodes.FINE;
      }
    };
  }

  private void print(Decision decision, boolean json) {
    Terminal terminal = surroundings.terminal();
    if (json) {
      DecisionMeta meta =
          new DecisionMeta(
              "d_route",
              decision.question().at(),
              DecisionMeta.Mode.DRY_RUN,
              0,
              Optional.empty(),
              "");
      terminal.print(DecisionJson.write(decision, meta).toPrettyString());
    } else {
      boolean colour =
          terminal.prompt().isPresent() && !surroundings.environment().containsKey("NO_COLOR");
      terminal.print(DecisionTable.of(decision, colour).stripTrailing());
    }
  }

  private static Assertion.Request request(ParseResult arguments) {
    return new Assertion.Request(
        Options.textIn(arguments, MODEL).orElse(NameResolver.AUTO),
        Options.textIn(arguments, PROFILE),
        oneOf(FORMAT, Options.textIn(arguments, FORMAT).orElse(FORMATS.getFirst()), FORMATS),
        Options.flagIn(arguments, STRICT),
        new Needs(
            needs(Options.textIn(arguments, NEEDS)),
            new Needs.Tokens(
                tokens(arguments, INPUT_TOKENS, 0).orElse(USUAL_INPUT_TOKENS),
                true,
                tokens(arguments, MAX_OUTPUT, 1)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty())),
            Set.of(),
            Map.of()),
        new Question.Origin(
            Options.textIn(arguments, KEY).orElse(""),
            Options.textIn(arguments, APP).orElse(""),
            Options.textIn(arguments, PROJECT).orElse(""),
            Options.textIn(arguments, SOURCE).orElse(""),
            Options.textIn(arguments, TASK).orElse(""),
            Set.of(),
            Set.of()));
  }

  private static Set<Capability> needs(Optional<String> list) {
    List<String> known = Stream.of(Capability.values()).map(Capability::id).toList();
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    for (String name : list.map(text -> List.of(text.split(",", -1))).orElse(List.of())) {
      needs.add(Capability.valueOf(oneOf(NEEDS, name.strip(), known).toUpperCase(Locale.ROOT)));
    }
    return needs;
  }

  private static Optional<Long> tokens(ParseResult arguments, String option, long least) {
    Optional<Long> tokens = Options.numberIn(arguments, option);
    if (tokens.isPresent() && tokens.get() < least) {
      throw new IllegalArgumentException(
          "`%s` must be a whole number of at least %d, not `%d`"
              .formatted(option, least, tokens.get()));
    }
    return tokens;
  }

  private static String oneOf(String option, String value, List<String> known) {
    if (known.contains(value)) {
      return value;
    }
    String hint = NearMatch.question(value, known).map(question -> "; " + question).orElse("");
    throw new IllegalArgumentException(
        "`%s` must be %s, not `%s`%s".formatted(option, String.join(", ", known), value, hint));
  }
}
