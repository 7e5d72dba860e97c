package dev.signalbox.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/commands.md} in step with what the program says of its commands. */
final class CommandsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");
  private static final Path MADE = Path.of("target", "commands.md");
  private static final Pattern NAME = Pattern.compile("^  ([a-z]+) {2,}\\S.*$", Pattern.MULTILINE);

  @TempDir Path folder;

  @Test
  void isWhatTheProgramSays() throws IOException {
    String page = page();
    Files.createDirectories(MADE.getParent());
    Files.writeString(MADE, page);

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("it is out of date: copy gateway/%s over it", MADE)
        .isEqualTo(page);
    assertThat(page).contains("## signalbox keys create", "## signalbox route", "--input-tokens");
  }

  private String page() {
    StringBuilder page = new StringBuilder("# Commands\n\nWhat `./signalbox help` says of each.\n");
    add(List.of(), page);
    return page.toString();
  }

  /** Adds the command {@code words} and those below it. */
  private void add(List<String> words, StringBuilder page) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    CommandRun run = new CommandRun(folder, Map.of());
    assertThat(run.run(arguments.toArray(String[]::new))).isZero();
    String help = run.out();
    assertThat(help.lines().toList())
        .as("it fits a screen, and says what is typed and what the exit codes are")
        .contains("Exit codes:")
        .hasSizeBetween(8, 40);
    assertThat(help).startsWith(("Usage: signalbox " + String.join(" ", words)).strip());
    page.append("\n## ").append(String.join(" ", "signalbox", String.join(" ", words)).strip());
    page.append("\n\n```\n").append(help.strip()).append("\n```\n");
    int list = help.indexOf("\nCommands:\n");
    if (list < 0) {
      return;
    }
    String commands = help.substring(list, help.indexOf("\n\n", list));
    NAME.matcher(commands)
        .results()
        .map(found -> found.group(1))
        .forEach(
            name -> {
              List<String> inner = new ArrayList<>(words);
              inner.add(name);
              add(inner, page);
            });
  }
}
