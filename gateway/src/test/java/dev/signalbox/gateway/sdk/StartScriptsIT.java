package dev.signalbox.gateway.sdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./signalbox} and {@code ./verify} on machines with other JDKs than ours. They are copies
 * in a folder of their own; the folders where systems keep their JDKs are moved below that folder.
 */
final class StartScriptsIT {
  private static final Path PROJECT =
      requireNonNull(
          Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize().getParent());

  /** What the scripts call; there is no java among them. */
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "find",
          "dirname",
          "readlink",
          "cat",
          "awk",
          "tr",
          "rm",
          "touch",
          "cksum",
          "mkdir",
          "uname",
          "unzip");

  private static final String OLD_JAVA =
      """
      #!/bin/sh
      case "$*" in
        "-XshowSettings:properties -version") echo "    java.home = HOME" >&2 ;;
        -version) echo 'openjdk version "17.0.17" 2025-10-21' >&2 ;;
        *) echo "java.lang.UnsupportedClassVersionError" >&2; exit 97 ;;
      esac
      """;

  /** Says what it was told. */
  private static final String TELLING_JAVA =
      """
      #!/bin/sh
      case "$*" in
        "-XshowSettings:properties -version") echo "    java.home = $0" >&2 ;;
        -version) echo 'openjdk version "25.0.3" 2026-04-21' >&2 ;;
        *) echo "$*" ;;
      esac
      """;

  /** What a rehearsal notes of the jars it is of. */
  private static final String SUMS =
      """
      . "$1/.mvn/jvm.sh"
      jar=$1/gateway/target/signalbox.jar aot=$1/gateway/target/signalbox.aot
      sums_of_jars >"$aot.jars"
      """;

  @TempDir Path folder;

  private Path root = Path.of("");
  private Path bin = Path.of("");

  private record Ended(int code, String text) {}

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(folder.resolve("project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      link(bin.resolve(tool), toolOfThisMachine(tool));
    }
    copy("signalbox");
    copy("verify");
    String finder = Files.readString(PROJECT.resolve(".mvn/jdk.sh"));
    String moved = finder.replaceAll(" (/(usr|opt|Library)/)", " " + folder + "$1");
    assertThat(moved).contains(folder + "/usr/lib/jvm/*").doesNotContain(" /usr/lib/jvm", " /opt");
    Files.writeString(Files.createDirectories(root.resolve(".mvn")).resolve("jdk.sh"), moved);
    copy(".mvn/jvm.sh");
    Path target = Files.createDirectories(root.resolve("gateway/target"));
    link(target.resolve("signalbox.jar"), PROJECT.resolve("gateway/target/signalbox.jar"));
    link(target.resolve("lib"), PROJECT.resolve("gateway/target/lib"));
    oldJdk(folder.resolve("jdk-17"));
    link(bin.resolve("java"), folder.resolve("jdk-17/bin/java"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signalbox version", "verify"})
  void withoutANewEnoughJdkTheySayWhatToInstall(String command) throws IOException {
    oldJdk(folder.resolve("usr/lib/jvm/java-17"));

    Ended ended = run(command, Map.of("JAVA_HOME", folder.resolve("jdk-17").toString()));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text())
        .startsWith("signalbox: no JDK of version 25 or newer was found. Install one")
        .contains("apt-get install openjdk-25-jdk-headless", "brew install", "SIGNALBOX_JAVA_HOME")
        .doesNotContain("UnsupportedClassVersionError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"signalbox version", "verify"})
  void withoutAnyJavaTheySayTheSame(String command) throws IOException {
    Files.delete(bin.resolve("java"));

    Ended ended = run(command, Map.of());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text()).startsWith("signalbox: no JDK of version 25 or newer was found.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"usr/lib/jvm/jdk-25", "opt/jdk-25", "home/.sdkman/candidates/java/25-tem"})
  void aNewEnoughJdkBesideAnOldOneIsFound(String place) throws IOException {
    link(folder.resolve(place), newJdk());

    Ended ended = run("signalbox version", Map.of("JAVA_HOME", folder + "/jdk-17"));

    assertThat(ended.code()).as(ended.text()).isEqualTo(0);
    assertThat(ended.text()).startsWith("signalbox ");
  }

  @Test
  void theJdkThatIsNamedIsTaken() throws IOException {
    assertThat(run("signalbox version", Map.of("JAVA_HOME", newJdk().toString())).code()).isZero();
    assertThat(run("signalbox version", Map.of("SIGNALBOX_JAVA_HOME", newJdk().toString())).code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-Xmx64m -XX:+UseZGC", "-XX:+UseG1GC"})
  void aCollectorThatIsAskedForTakesThePlaceOfOurs(String options) throws IOException {
    Ended ended =
        run(
            "signalbox version",
            Map.of("JAVA_HOME", newJdk() + "", "SIGNALBOX_JAVA_OPTS", options));

    assertThat(ended.code()).as(ended.text()).isZero();
  }

  @Test
  void aJdkThatIsNamedButTooOldIsRefused() throws IOException {
    String old = folder.resolve("jdk-17").toString();

    Ended ended =
        run("signalbox version", Map.of("SIGNALBOX_JAVA_HOME", old, "JAVA_HOME", "" + newJdk()));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text())
        .isEqualTo(
            "signalbox: SIGNALBOX_JAVA_HOME is `%s`, which is not a JDK of version 25 or newer\n"
                .formatted(old));
  }

  @Test
  void whatWasLearntIsTakenForTheJarsItIsOfAlone() throws IOException {
    Path target = root.resolve("gateway/target");
    Path jar = target.resolve("signalbox.jar");
    Path learnt = target.resolve("signalbox.aot");
    Path home = folder.resolve("usr/lib/jvm/jdk-25");
    script(Files.createDirectories(home.resolve("bin")).resolve("java"), TELLING_JAVA);
    script(home.resolve("bin/javac"), TELLING_JAVA);
    Files.delete(jar);
    Files.writeString(jar, "one");
    Files.writeString(learnt, "learnt");

    assertThat(run("signalbox version", Map.of()).text()).as("of whom?").doesNotContain("AOTCache");

    Path sums = Files.writeString(folder.resolve("sums.sh"), SUMS);
    start(List.of(sums.toString(), root.toString()), Map.of());
    assertThat(run("signalbox version", Map.of()).text()).contains("-XX:AOTCache=" + learnt);

    FileTime then = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "two");
    Files.setLastModifiedTime(jar, then); // as reproducible archives have it
    assertThat(run("signalbox version", Map.of()).text()).doesNotContain("AOTCache");
  }

  @Test
  void theStartScriptWorksThroughALinkFromAnywhere() throws IOException {
    link(folder.resolve("usr/lib/jvm/jdk-25"), newJdk());
    link(bin.resolve("sb"), root.resolve("signalbox"));

    Ended ended = start(List.of(bin.resolve("sb").toString(), "check", "missing.toml"), Map.of());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.text()).contains("`missing.toml` is not there");
  }

  @Test
  void verifyRunsMavenOnTheNewJdkAndAddsTheTotalsUp() throws IOException {
    link(folder.resolve("usr/lib/jvm/jdk-25"), newJdk());
    script(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        [ "$1" != -v ] || { echo "Apache Maven 3.9.9"; exit 0; }
        echo "ran on $JAVA_HOME with $*"
        mkdir -p gateway/target/surefire-reports
        echo '<testsuite name="a" tests="5" errors="1" skipped="1" failures="1"><skipped><![CDATA[
        a.B: Assumption failed: skipped: no traffic
        at a.B]]></skipped></testsuite>' >gateway/target/surefire-reports/TEST-a.xml
        exit 3
        """);

    Ended ended = run("verify -Dx=y", Map.of());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.text())
        .contains("ran on " + folder + "/usr/lib/jvm/jdk-25 with ", " verify -Dx=y")
        .endsWith(
            """
            1 skipped: no traffic
            2 passed, 2 failed, 1 skipped
            the pages of the portal were not looked at: no Chromium is found (set CHROMIUM, or install the package chromium)
            verify: failed, see the first error above
            """);
  }

  private Ended run(String command, Map<String, String> environment) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.set(0, root.resolve(words.getFirst()).toString());
    return start(words, environment);
  }

  private Ended start(List<String> words, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of(bin.resolve("sh").toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor(40, TimeUnit.SECONDS)) {
        return new Ended(process.exitValue(), text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new AssertionError("it did not end: " + text);
  }

  private static Path newJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  private static void oldJdk(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/java"), OLD_JAVA.replace("HOME", home.toString()));
    script(home.resolve("bin/javac"), OLD_JAVA);
  }

  private void copy(String name) throws IOException {
    script(root.resolve(name), Files.readString(PROJECT.resolve(name)));
  }

  private static void script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void link(Path link, Path to) throws IOException {
    Files.createDirectories(requireNonNull(link.getParent()));
    Files.createSymbolicLink(link, to);
  }

  private static Path toolOfThisMachine(String name) {
    for (String place : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
      if (Files.isExecutable(Path.of(place, name))) {
        return Path.of(place, name);
      }
    }
    throw new AssertionError(name + " is not on this machine");
  }
}
