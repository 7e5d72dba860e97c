package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Appends a section to the configuration file when the result is sound. */
final class ConfigAddition {
  private final Surroundings surroundings;

  ConfigAddition(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Appends {@code section} to the file that was named, or to the one that would be loaded.
   *
   * @return the exit code
   */
  int append(Optional<Path> named, String section) {
    Terminal terminal = surroundings.terminal();
    Optional<Path> found = surroundings.files().find(named).filter(Files::isRegularFile);
    if (found.isEmpty()) {
      return ServeCommand.refuseMissing(named, terminal);
    }
    return append(found.get(), section, terminal);
  }

  private int append(Path file, String section, Terminal terminal) {
    String source = String.valueOf(file.getFileName());
    try {
      String text = Files.readString(file);
      ConfigText.check(source, text, surroundings.environment());
      String changed = ConfigText.append(text, section);
      ConfigText.check(source, changed, surroundings.environment());
      FileText.write(file, changed);
    } catch (ConfigException problem) {
      terminal.complain("`" + file + "` stays as it is:");
      return ServeCommand.tell(problem, terminal);
    } catch (IOException _) {
      terminal.complain("`" + file + "` must be UTF-8 text that can be read and written");
      return ExitCodes.FAILED;
    }
    // The section itself is not shown: it may hold a key.
    terminal.print("added to " + file);
    return ExitCodes.FINE;
  }
}
