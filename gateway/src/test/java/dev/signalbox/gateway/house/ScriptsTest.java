package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that check scripts, units and the like say, where they are installed. */
final class ScriptsTest {
  private final Repository repository = Repository.ofWorkingDirectory();

  @TempDir Path folder;

  /** How a program ended, and what it said. */
  private record Ended(int code, String text) {}

  @Test
  void shellcheckFindsNothingInTheScripts() throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("shellcheck"), "skipped: shellcheck is not installed");
    var command = new ArrayList<>(List.of("shellcheck", "-x", "-S", "warning"));
    repository.files().stream()
        .filter(
            file -> repository.nameOf(file).matches("[^/.]+|(deploy|\\.ci)/.*|\\.mvn/[a-z]+\\.sh"))
        .filter(file -> !repository.nameOf(file).equals("mvnw"))
        .filter(ScriptsTest::isScript)
        .map(Path::toString)
        .forEach(command::add);

    assertThat(command).hasSizeGreaterThan(10);
    assertThat(run(command)).isEqualTo(new Ended(0, ""));
  }

  @Test
  void systemdKnowsAllOfTheUnitAndCallsItProtected() throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("systemd-analyze"), "skipped: systemd-analyze is not installed");
    String unit = Repository.text(repository.file("deploy/systemd/signalbox.service"));
    // It looks whether the program is there.
    Path here =
        Files.writeString(
            folder.resolve("signalbox.service"),
            unit.replace("/opt/signalbox/bin/signalbox", "/bin/true"));

    assertThat(run(List.of("systemd-analyze", "verify", here.toString())))
        .isEqualTo(new Ended(0, ""));
    Ended exposure =
        run(
            List.of(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=20",
                "--no-pager",
                here.toString()));
    assertThat(exposure.code()).as(exposure.text()).isZero();
  }

  @Test
  void hadolintFindsNothingInTheDockerfile() throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere("hadolint"), "skipped: hadolint is not installed");

    assertThat(
            run(
                List.of(
                    "hadolint",
                    // versions of Debian's packages are those of its release
                    "--ignore=DL3008",
                    repository.file("deploy/Dockerfile").toString())))
        .isEqualTo(new Ended(0, ""));
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isScript(Path file) {
    String name = file.toString();
    return name.endsWith(".sh")
        || Repository.latin1(file).matches("(?s)#!/[a-z/]+( |/)(ba)?sh\n.*");
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(repository.file("").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
