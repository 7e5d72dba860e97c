package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command of README.md and docs/quick-start.md, run in its order as a stranger would type it.
 * A command that this test does not know how to run fails it.
 */
final class ReadmeIT {
  private static final Pattern COMMENT = Pattern.compile("\\s{2,}# .*$");
  private static final Pattern DECISION = Pattern.compile("d_[0-9A-Za-z]{24}");
  private static final Pattern HEADER = Pattern.compile("^(x-[a-z-]+): .*$", Pattern.MULTILINE);

  @TempDir Path folder;

  private final List<String> ran = new ArrayList<>();
  private String exported = ":";
  private String decision = "";
  private Optional<Gateway> running = Optional.empty();
  private Optional<Http.Reply> reply = Optional.empty();

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/quick-start.md"})
  void everyCommandDoesWhatTheDocumentSays(String document) {
    try {
      for (Guide.Block block : Guide.of(document).blocks()) {
        switch (block.language()) {
          case "sh" -> commandsOf(block.text()).forEach(this::run);
          case "json" -> assertShows(Talk.json(block.text()), document);
          case "" -> assertHeaders(block.text());
          default -> throw new AssertionError("no way to try " + block);
        }
      }
    } finally {
      running.ifPresent(Gateway::close);
    }
    assertThat(ran).hasSizeGreaterThan(4).contains("./signalbox demo");
  }

  /** Each without its comment; lines that end in a backslash go on. */
  private static List<String> commandsOf(String block) {
    List<String> commands = new ArrayList<>();
    Iterator<String> lines = block.lines().iterator();
    while (lines.hasNext()) {
      StringBuilder command = new StringBuilder();
      String line = lines.next();
      while (line.endsWith("\\") || quotes(command + line) % 2 == 1) {
        command.append(line).append('\n');
        line = lines.next();
      }
      command.append(line);
      commands.add(COMMENT.matcher(command).replaceFirst("").strip());
    }
    return commands;
  }

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '\'').count();
  }

  private void run(String command) {
    ran.add(command);
    if (command.startsWith("curl ")) {
      curl(command);
    } else if (command.startsWith("export ")) {
      exported = command;
    } else if (command.equals("./signalbox demo")) {
      serve(PackagedProgram.start(folder, "demo", "-p", "0", "--no-traffic"));
    } else if (command.equals("./signalbox")) {
      serve(PackagedProgram.startAfter(exported, folder, "serve", "-p", "0"));
    } else if (command.startsWith("./signalbox ")) {
      program(command);
    } else if (!command.equals("./verify")) { // which this is a part of
      throw new AssertionError("no way to run `" + command + "`");
    }
  }

  private void serve(PackagedProgram program) {
    running.ifPresent(Gateway::close);
    running = Optional.of(Gateway.of(program));
  }

  private void program(String command) {
    String words = command.substring("./signalbox ".length());
    String all = exported + "; set -- \"$@\" " + words;
    try (PackagedProgram program = PackagedProgram.startAfter(all, folder)) {
      List<String> lines = program.linesUntil(_ -> false);
      assertThat(program.awaitEnd()).as("%s: %s", command, lines).isZero();
      assertThat(lines).as(command).isNotEmpty();
    }
  }

  private void curl(String command) {
    String asked = decision.isEmpty() ? command : DECISION.matcher(command).replaceAll(decision);
    Http.Reply answer = CurlLine.of(asked).to(running.orElseThrow().address()).run();
    assertThat(answer.status()).as("%s gives %s", asked, answer.body()).isEqualTo(200);
    decision = answer.header("x-signalbox-decision").orElse(decision);
    reply = Optional.of(answer);
  }

  /** The last answer has what is shown; what is stored may take a moment to be there. */
  private void assertShows(JsonNode shown, String document) {
    String command = ran.getLast();
    Eventually.holds(
        () -> {
          if (!Shown.isLike(last().json(), shown)) {
            curl(command);
          }
          return Shown.isLike(last().json(), shown);
        },
        document + " after " + command);
  }

  /** Every header of ours that the block shows is there; a body is shown shortened. */
  private void assertHeaders(String shown) {
    HEADER
        .matcher(shown)
        .results()
        .map(found -> found.group(1))
        .forEach(name -> assertThat(last().header(name)).as(name).isPresent());
    if (shown.startsWith("{\"id\":\"d_")) {
      assertThat(last().body())
          .contains("\"mode\":\"live\"", "\"layer\":\"filter\"", "\"runner_up\"", "\"outcome\"");
    }
  }

  private Http.Reply last() {
    return reply.orElseThrow();
  }
}
