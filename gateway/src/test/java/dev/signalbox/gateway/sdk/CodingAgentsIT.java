package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The coding agents of docs/clients.md, set up and asked as it says, in a network that has nothing
 * but the demo. They are large (750 MB), so this runs only when it is asked for: {@code
 * -Dagents=true}.
 */
final class CodingAgentsIT {
  private static final Guide GUIDE = Guide.of("docs/clients.md");

  /** Arguments: Java, the program, the folder of the agents' commands. */
  private static final String ALONE =
      """
      set -e
      ip link set lo up
      "$1" -Xmx256m -jar "$2" demo -p 8930 --no-traffic > gateway.log 2>&1 &
      trap "kill $!" EXIT
      for i in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/8930) 2>/dev/null && break; sleep 0.2; done
      export PATH="$3:$PATH" HOME="$PWD/home" DISABLE_TELEMETRY=1
      # what its package does when it is installed with scripts
      claude=$3/../@anthropic-ai/claude-code
      (cd "$claude" && node install.cjs)
      . ./agent.sh
      """;

  @TempDir Path folder;

  @Test
  void claudeCode() {
    assertSays("ANTHROPIC_BASE_URL");
  }

  @Test
  void codex() throws IOException {
    Path settings = folder.resolve("home/.codex/config.toml");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, GUIDE.in("toml").getFirst().text());

    assertSays("codex exec");
  }

  @Test
  void geminiCli() throws IOException {
    Path settings = folder.resolve("home/.gemini/settings.json");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, GUIDE.in("json").getFirst().text());

    assertSays("GOOGLE_GEMINI_BASE_URL");
  }

  /** The agent whose block has {@code word} prints an answer of the simulator. */
  private void assertSays(String word) {
    assumeTrue(
        Boolean.getBoolean("agents") || Boolean.getBoolean("full"),
        "skipped: coding agents are installed and run with -Dagents=true");
    assumeTrue(
        NodePrograms.run(folder, List.of("sh", "-c", "unshare -n ip link set lo up"), 9).code()
            == 0,
        "skipped: coding agents need a network of their own, as root");
    NodePrograms agents = NodePrograms.of("agents");
    String block =
        GUIDE.in("sh").stream()
            .map(Guide.Block::text)
            .filter(text -> text.contains(word))
            .findFirst()
            .orElseThrow();
    Path base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    String output;
    try {
      Files.createDirectories(folder.resolve("home"));
      Files.writeString(folder.resolve("agent.sh"), block);
      output =
          NodePrograms.run(
                  folder,
                  List.of(
                      "unshare",
                      "-n",
                      "bash",
                      "-c",
                      ALONE,
                      "bash",
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      base.resolve("target/signalbox.jar").toString(),
                      agents.folder().resolve("node_modules/.bin").toString()),
                  180)
              .output();
    } catch (IOException e) {
      throw new AssertionError(e);
    }

    assertThat(output).contains("[simulated]");
  }
}
