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
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** Commands under a common word. */
  private record Group(String description, Map<String, Subcommand> commands) {}

  /** The command line whose commands start {@code server} and ask {@code foresight}. */
  public SignalboxCommand(Surroundings surroundings, Server server, Foresight foresight) {
    this.surroundings = surroundings;
    this.serve = new ServeCommand(surroundings, server);
    commands.put("serve", serve);
    commands.put("demo", new DemoCommand(surroundings, server));
    commands.put("rehearse", new RehearseCommand(surroundings, server));
    commands.put("init", new InitCommand(surroundings));
    commands.put("check", new CheckCommand(surroundings, foresight));
    commands.put("route", new RouteCommand(surroundings, foresight));
    commands.put("plan", new PlanCommand(surroundings, foresight));
    commands.put("import", new ImportCommand(surroundings));
    commands.put("reprice", new RepriceCommand(surroundings));
    commands.put("export", new ExportCommand(surroundings));
    commands.put("health", new HealthCommand(surroundings));
    commands.put("version", new VersionCommand(surroundings));
    commands.put("help", new HelpCommand(surroundings));
    groups.put(
        "add",
        group(
            "Appends a provider or a model alias to the configuration file.",
            List.of("provider", "model"),
            List.of(new AddProviderCommand(surroundings), new AddModelCommand(surroundings))));
    groups.put(
        "db",
        group(
            "Looks after the databases that state is kept in.",
            List.of("backup", "check"),
            List.of(new DbBackupCommand(surroundings), new DbCheckCommand(surroundings))));
    groups.put("keys", keys(surroundings));
    groups.put("users", users(surroundings));
    groups.put(
        "audit",
        group(
            "Looks after the audit trail.",
            List.of("verify"),
            List.of(new AuditVerifyCommand(surroundings))));
  }

  private static Group keys(Surroundings surroundings) {
    return group(
        "Makes, lists and takes back keys that are not in the configuration file.",
        List.of("create", "list", "revoke", "rotate"),
        List.of(
            new KeysCreateCommand(surroundings),
            new KeysListCommand(surroundings),
            new KeyCommands.Revoke(surroundings),
            new KeyCommands.Rotate(surroundings)));
  }

  private static Group users(Surroundings surroundings) {
    return group(
        "Says who may log in.",
        List.of("add", "list", "remove", "passwd"),
        List.of(
            new UserCommands.Add(surroundings),
            new UserCommands.ListAll(surroundings),
            new UserCommands.Remove(surroundings),
            new UserCommands.Passwd(surroundings)));
  }

  private static Group group(
      String description, List<String> names, List<? extends Subcommand> commands) {
    Map<String, Subcommand> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), commands.get(i));
    }
    return new Group(description, byName);
  }

  /** Runs the command that {@code arguments} name; {@code serve} when they name none. */
  public int run(List<String> arguments) {
    CommandLine line = new CommandLine(spec());
    line.setOut(surroundings.terminal().out());
    line.setErr(surroundings.terminal().err());
    line.setExecutionStrategy(this::execute);
    line.setParameterExceptionHandler(
        (wrong, _) -> {
          surroundings.terminal().complain(WrongUsage.sentence(wrong));
          return ExitCodes.USAGE;
        });
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
            "  SIGNALBOX_LOG_FORMAT=json   a line of JSON for each event and each request",
            "  SIGNALBOX__SERVER__PORT=9000                     sets a key of the configuration");
    commands.forEach((name, command) -> root.addSubcommand(name, command.spec()));
    groups.forEach((name, group) -> root.addSubcommand(name, specOf(name, group)));
    return root;
  }

  private static CommandSpec specOf(String name, Group group) {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create().name(name));
    spec.usageMessage().description(group.description());
    group.commands().forEach((each, command) -> spec.addSubcommand(each, command.spec()));
    return spec;
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
    Group group = groups.get(name);
    return group == null ? commandNamed(commands, name).run(chosen) : run(group, chosen);
  }

  private int run(Group group, ParseResult chosen) {
    if (!chosen.hasSubcommand()) {
      surroundings.terminal().complain(WrongUsage.incomplete(chosen.commandSpec().commandLine()));
      return ExitCodes.USAGE;
    }
    ParseResult within = chosen.subcommand();
    return commandNamed(group.commands(), within.commandSpec().name()).run(within);
  }

  private static Subcommand commandNamed(Map<String, Subcommand> all, String name) {
    Subcommand command = all.get(name);
    if (command == null) {
      throw new IllegalStateException("a command without an action: " + name);
    }
    return command;
  }
}
