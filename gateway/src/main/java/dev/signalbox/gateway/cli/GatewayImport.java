package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.FileText;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.migrate.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Makes a configuration file of that of another gateway, and tells what became of each key. */
final class GatewayImport {
  private static final String OWNER_ONLY = "rw-------";

  private final Surroundings surroundings;

  /**
   * Where the results go.
   *
   * @param output the configuration file; empty for the output
   * @param report a file for the report; empty for none
   */
  record Targets(Optional<Path> output, Optional<Path> report) {}

  GatewayImport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Imports {@code source}. The report goes to the output, or beside it where that has the file.
   *
   * @return the exit code
   */
  int run(Migration.Source source, Targets targets) throws IOException {
    Migration migration = Migration.of(source);
    Terminal terminal = surroundings.terminal();
    try {
      ConfigText.check("the result", migration.text(), surroundings.environment());
    } catch (ConfigException problem) {
      return refuse(migration, problem);
    }
    if (targets.output().isEmpty()) {
      terminal.out().print(migration.text());
      terminal.out().flush();
      migration.report().lines().forEach(terminal::complain);
    } else {
      write(targets.output().get(), migration);
      migration.report().lines().forEach(terminal::print);
      terminal.print("wrote " + targets.output().get());
      terminal.print("next: `signalbox check -c " + targets.output().get() + "`");
    }
    if (targets.report().isPresent()) {
      Path report = targets.report().get();
      FileText.write(report, migration.report().as(String.valueOf(report.getFileName())));
    }
    return ExitCodes.FINE;
  }

  private static void write(Path file, Migration migration) throws IOException {
    boolean secret = !migration.report().secrets().isEmpty();
    if (secret
        && Files.exists(file)
        && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
    }
    FileText.write(file, migration.text());
  }

  /** Tells what the result would be refused for, and which keys of the source that comes from. */
  private int refuse(Migration migration, ConfigException problem) {
    Terminal terminal = surroundings.terminal();
    terminal.complain("nothing is written, as the result could not be used:");
    for (ConfigProblem each : problem.problems()) {
      List<String> origins = migration.originsOf(each.place().line());
      terminal.complain(
          each.message()
              + (origins.isEmpty()
                  ? ""
                  : "; it comes from `%s`".formatted(String.join("`, `", origins))));
    }
    if (problem.untold() > 0) {
      terminal.complain("and " + problem.untold() + " more");
    }
    return ExitCodes.FAILED;
  }
}
