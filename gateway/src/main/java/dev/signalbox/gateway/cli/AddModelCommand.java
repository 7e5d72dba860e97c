package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.TomlText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Appends a model alias to the configuration file. */
final class AddModelCommand implements Subcommand {
  private static final Pattern WEIGHTED = Pattern.compile("(.+)=([0-9]{1,9})");

  private final Surroundings surroundings;
  private final ConfigAddition addition;

  AddModelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.addition = new ConfigAddition(surroundings);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Appends a model name of your own to the configuration file and leaves the rest of it"
                + " as it is. What is missing is asked for when somebody is there to answer.");
    return spec.addPositional(
            Options.optionalPosition("ALIAS", String.class, "the name clients ask for"))
        .addPositional(
            PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .paramLabel("TARGET")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "what serves it, in order: `provider/model`, or `provider/model=WEIGHT`")
                .build())
        .addOption(Options.config("file to change; else the one `serve` would load"));
  }

  @Override
  public int run(ParseResult arguments) {
    Optional<String> alias =
        Optional.ofNullable(arguments.<String>matchedPositionalValue(0, null))
            .or(() -> surroundings.terminal().ask("alias, the name clients ask for"));
    List<String> targets = targets(arguments);
    if (alias.isEmpty() || targets.isEmpty()) {
      surroundings
          .terminal()
          .complain(
              "`add model` needs an alias and a target, as in"
                  + " `add model fast openai/gpt-4o-mini`");
      return ExitCodes.USAGE;
    }
    String section =
        "[models.%s]\ntargets = [%s]\n"
            .formatted(
                TomlText.quoted(alias.get()),
                targets.stream().map(AddModelCommand::target).collect(Collectors.joining(", ")));
    return addition.append(Options.configIn(arguments), section);
  }

  private List<String> targets(ParseResult arguments) {
    List<String> written = arguments.matchedPositionalValue(1, List.of());
    return written.isEmpty()
        ? surroundings
            .terminal()
            .ask("targets, such as openai/gpt-4o-mini, separated by spaces")
            .map(answer -> Arrays.asList(answer.split(" +")))
            .orElse(List.of())
        : written;
  }

  private static String target(String written) {
    Matcher weighted = WEIGHTED.matcher(written);
    return weighted.matches()
        ? "{ model = %s, weight = %s }"
            .formatted(TomlText.quoted(weighted.group(1)), weighted.group(2))
        : TomlText.quoted(written);
  }
}
