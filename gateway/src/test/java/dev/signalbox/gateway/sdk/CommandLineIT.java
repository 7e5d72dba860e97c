package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program's commands as a stranger types them. */
final class CommandLineIT {
  @TempDir Path folder;

  @Test
  void aBrokenFileIsToldWithFileLineKeyAndWhatIsAllowed() {
    write(
        "[server]\nport = 99999\nhots = \"127.0.0.1\"\n[[providers]]\nid = \"a\"\ntype = \"opnai\"\n");

    PackagedProgram.Finished check = run("check");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.lines())
        .contains(
            "`server.port` at config.toml:2 must be a whole number from 0 to 65535, not `99999`",
            "unknown key `server.hots` at config.toml:3; did you mean `server.host`?")
        .anyMatch(
            line ->
                line.startsWith("`providers.a.type` at config.toml:6 must be one of ")
                    && line.contains("not `opnai`; did you mean `openai`?"));
    PackagedProgram.Finished serve = run("serve", "-p", "0");
    assertThat(serve.code()).isEqualTo(1);
    assertThat(serve.lines())
        .contains(
            "signalbox: unknown key `server.hots` at config.toml:3; did you mean `server.host`?");
  }

  @Test
  void textThatIsNoTomlIsToldWithItsLine() {
    write("[server]\nport = \n");

    PackagedProgram.Finished check = run("check", "config.toml");

    assertThat(check.code()).isEqualTo(1);
    assertThat(String.join("\n", check.lines())).contains("config.toml:2");
  }

  @Test
  void routesChecksAndImportsWithoutARunningGateway() throws IOException {
    write(
        """
        [[providers]]
        id = "openai"
        type = "openai"
        api_key = "k"
        [[assertions]]
        name = "named"
        model = "gpt-4o"
        expect_model = "openai/gpt-4o"
        """);
    Files.writeString(
        folder.resolve("list.json"),
        "{\"ours:7b\": {\"litellm_provider\": \"ollama\", \"mode\": \"chat\"}}");

    PackagedProgram.Finished route = run("route", "-m", "gpt-4o", "--needs", "tools");
    PackagedProgram.Finished check = run("check");
    PackagedProgram.Finished imported = run("import", "list.json");

    assertThat(route.code()).as("%s", route).isEqualTo(0);
    assertThat(String.join("\n", route.lines())).contains("1 filter", "5 quality", "openai/gpt-4o");
    assertThat(check.code()).as("%s", check).isEqualTo(0);
    assertThat(check.lines())
        .anyMatch(
            line -> line.startsWith("assertion named holds: `openai/gpt-4o` is chosen for $"));
    assertThat(imported.lines()).contains("[[cards]]", "id = \"ollama/ours:7b\"");
  }

  @Test
  void initWritesAFileThatChecksServesAndGrows() {
    assertThat(run("init").code()).isEqualTo(0);
    assertThat(run("init").code()).isEqualTo(1);
    PackagedProgram.Finished provider =
        run("add", "provider", "box", "--type", "local", "--endpoint", "http://localhost:1234");
    assertThat(provider.code()).as("%s", provider).isEqualTo(0);
    assertThat(run("add", "model", "mine", "box/some-model").code()).isEqualTo(0);

    PackagedProgram.Finished check = run("check");

    assertThat(check.code()).as("%s", check).isEqualTo(0);
    assertThat(check.lines())
        .contains("listens on 127.0.0.1 port 8930, no key is needed", "  mine: box/some-model")
        .anyMatch(line -> line.startsWith("  box (local), http://localhost:1234"));
    PackagedProgram.Finished wrong = run("add", "provider", "box", "--type", "local");
    assertThat(wrong.code()).isEqualTo(1);
    try (Gateway gateway =
        Gateway.of(PackagedProgram.start(folder, "-c", "config.toml", "-p", "0"))) {
      assertThat(Http.send(Http.Ask.get(gateway.at("/v1/models"))).good().json().toString())
          .contains("\"mine\"");
    }
  }

  @Test
  void aPortThatIsInUseIsToldWithTheKeyThatNamesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      PackagedProgram.Finished serve = run("serve", "-p", port);

      assertThat(serve.code()).isEqualTo(1);
      assertThat(serve.lines())
          .anyMatch(
              line ->
                  line.startsWith("signalbox: ")
                      && line.contains("`server.port` " + port)
                      && line.contains("cannot be bound"))
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
      assertThat(run("demo", "-p", port).code()).isEqualTo(1);
    }
  }

  @Test
  void theVersionIsThatOfTheJar() {
    PackagedProgram.Finished version = run("version");

    assertThat(version.code()).isEqualTo(0);
    assertThat(version.lines().getFirst()).matches("signalbox \\d+\\.\\d+\\.\\d+\\S*");
    assertThat(run("--version").lines().getFirst()).isEqualTo(version.lines().getFirst());
  }

  /** All of them do, which the page of commands is made of: CommandsPageTest. */
  @Test
  void commandsExplainThemselves() {
    assertThat(commandsIn(helpOf("")))
        .contains("serve", "demo", "init", "check", "version", "add", "keys");
    assertThat(commandsIn(helpOf("add"))).contains("provider", "model");
    helpOf("add provider");
  }

  /**
   * The help of {@code command}, which fits a screen and names what is typed and the exit codes.
   */
  private List<String> helpOf(String command) {
    PackagedProgram.Finished help = run((command + " --help").strip().split(" ", -1));
    assertThat(help.code()).isEqualTo(0);
    assertThat(help.lines().getFirst()).startsWith(("Usage: signalbox " + command).strip());
    assertThat(help.lines()).contains("Exit codes:").hasSizeBetween(8, 40);
    return help.lines();
  }

  /** The commands that a help lists: the first words of the lines below "Commands:". */
  private static List<String> commandsIn(List<String> help) {
    return help.stream()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .filter(line -> Character.isLetter(line.charAt(2))) // others go on with what it does
        .map(line -> line.strip().split(" ", 2)[0])
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serv", "serve --prot 1", "check missing.toml", "serve -c missing.toml"})
  void aWrongCommandLineEndsWithCodeTwoAndSaysWhy(String line) {
    PackagedProgram.Finished wrong = run(line.split(" ", -1));

    assertThat(wrong.code()).as("%s", wrong).isEqualTo(2);
    assertThat(wrong.lines()).isNotEmpty().noneMatch(text -> text.contains("Exception"));
  }

  private void write(String toml) {
    try {
      Files.writeString(folder.resolve("config.toml"), toml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rehearsesARequestAtEveryDoorAndEnds() {
    PackagedProgram.Finished rehearsal = run("rehearse", "--rounds", "2");

    assertThat(rehearsal.code()).as(rehearsal.toString()).isEqualTo(0);
  }

  private PackagedProgram.Finished run(String... arguments) {
    return PackagedProgram.run(folder, arguments);
  }
}
