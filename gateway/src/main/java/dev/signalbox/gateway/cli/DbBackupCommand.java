package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.store.Inspection;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.DatabaseConfig;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Copies the databases while they may be in use. */
final class DbBackupCommand implements Subcommand {
  private final Surroundings surroundings;

  DbBackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Copies the files of the databases into a folder, each as it is at one moment, while a"
                + " gateway may be writing them. To restore, stop the gateway and put the copies in"
                + " the place of the files. A PostgreSQL database is backed up with its own tools.");
    return spec.addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .paramLabel("FOLDER")
                .type(Path.class)
                .description("folder to copy to; made when it is missing")
                .build())
        .addOption(DbCommands.config());
  }

  @Override
  public int run(ParseResult arguments) {
    Path target = arguments.matchedPositionalValue(0, Path.of(""));
    return DbCommands.with(surroundings, arguments, config -> backUp(config, target));
  }

  private int backUp(DatabaseConfig config, Path target) {
    return switch (config.place()) {
      case Place.Folder folder -> {
        Inspection.backUp(folder, target)
            .forEach(copy -> surroundings.terminal().print("copied: " + copy));
        yield ExitCodes.FINE;
      }
      case Place.Server _ -> {
        surroundings
            .terminal()
            .complain("the state is kept in PostgreSQL: back it up with `pg_dump`");
        yield ExitCodes.FAILED;
      }
    };
  }
}
