package dev.signalbox.gateway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The program's command line: chooses the command and returns its exit code. */
public final class SignalboxCommand {
  private final Surroundings surroundings;
  private final ServeCommand serve;
  private final Map<String, Subcommand> commands = new LinkedHashMap<>();
  private final Map<String, Subcommand> additions = new LinkedHashMap<>();

  /** The command line whose commands start {@code server} and ask {@code foresight}. */
  public SignalboxCommand(Surroundings surroundings, Server server, Foresight foresight) {
    this.surroundings = surroundings;
    this.serve = new ServeCommand(surroundings, server);
    commands.put("serve", serve);
    commands.put("demo", new DemoCommand(surroundings, server));
    commands.put("init", new InitCommand(surroundings));
    commands.put("check", new CheckCommand(surroundings, foresight));
    commands.put("route", new RouteCommand(surroundings, foresight));
    commands.put("import", new ImportCommand(surroundings));
    commands.put("version", new VersionCommand(surroundings));
    additions.put("provider", new AddProviderCommand(surroundings));
    additions.put("model", new AddModelCommand(surroundings));
  }

  /** Runs the command that {@code arguments} name; {@code serve} when they name none. */
  public int run(List<String> arguments) {
    CommandLine line = new CommandLine(spec());
    line.setOut(surroundings.terminal().out());
    line.setErr(surroundings.terminal().err());
    line.setExecutionStrategy(this::execute);
    return line.execute(arguments.toArray(String[]::new));
  }

  private CommandSpec spec() {
    CommandSpec root = serve.spec().name("signalbox");
    root.version("signalbox " + surroundings.version());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("show the version and exit")
            .build());
    root.usageMessage()
        .description(
            "A gateway between clients and providers of language models.",
            "Without a command it serves, as `signalbox serve` does.")
        .footer(
            "",
            "Environment:",
            "  SIGNALBOX_LOG=info,dev.signalbox.gateway=debug   levels of the log",
            "  SIGNALBOX__SERVER__PORT=9000                     sets a key of the configuration");
    commands.forEach((name, command) -> root.addSubcommand(name, command.spec()));
    CommandSpec add = ExitCodes.explainIn(CommandSpec.create().name("add"));
    add.usageMessage()
        .description("Appends a provider or a model alias to the configuration file.");
    additions.forEach((name, command) -> add.addSubcommand(name, command.spec()));
    root.addSubcommand("add", add);
    return root;
  }

  private int execute(ParseResult root) {
    Integer help = CommandLine.executeHelpRequest(root);
    if (help != null) {
      return help;
    }
    if (!root.hasSubcommand()) {
      return serve.run(root);
    }
    ParseResult chosen = root.subcommand();
    String name = chosen.commandSpec().name();
    return name.equals("add") ? add(chosen) : commandNamed(commands, name).run(chosen);
  }

  private int add(ParseResult add) {
    if (!add.hasSubcommand()) {
      surroundings.terminal().complain("`add` needs `provider` or `model`; see `signalbox add -h`");
      return ExitCodes.USAGE;
    }
    ParseResult chosen = add.subcommand();
    return commandNamed(additions, chosen.commandSpec().name()).run(chosen);
  }

  private static Subcommand commandNamed(Map<String, Subcommand> all, String name) {
    Subcommand command = all.get(name);
    if (command == null) {
      throw new IllegalStateException("a command without an action: " + name);
    }
    return command;
  }
}
