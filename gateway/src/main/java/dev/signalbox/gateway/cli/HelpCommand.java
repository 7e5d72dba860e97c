package dev.signalbox.gateway.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Prints what {@code --help} of a command prints. */
final class HelpCommand implements Subcommand {
  private final Surroundings surroundings;

  HelpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description("Explains a command, such as `help serve` or `help keys create`.");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("COMMAND")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("what to explain; all commands when it is left out")
            .build());
  }

  @Override
  public int run(ParseResult arguments) {
    CommandLine line = arguments.commandSpec().parent().commandLine();
    for (String name : arguments.<List<String>>matchedPositionalValue(0, List.of())) {
      CommandLine inner = line.getSubcommands().get(name);
      if (inner == null) {
        surroundings.terminal().complain(WrongUsage.noCommand(line, name));
        return ExitCodes.USAGE;
      }
      line = inner;
    }
    line.usage(surroundings.terminal().out());
    return ExitCodes.FINE;
  }
}
