package dev.signalbox.gateway.sdk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Packages of npm as a lock file names them, installed below {@code target}, and programs that use
 * them. Tests of them are skipped where there is no Node, no npm, or no registry.
 */
final class NodePrograms {
  private static final long INSTALL_SECONDS = 240;

  private final Path folder;
  private final String node;

  private NodePrograms(Path folder, String node) {
    this.folder = folder;
    this.node = node;
  }

  /** How a program ended and all that it printed. */
  record Ended(int code, String output) {}

  /** The packages of {@code src/test/clients} and {@code sub}, which may be empty, below it. */
  static NodePrograms of(String sub) {
    Path base = Path.of(System.getProperty("basedir", ""));
    Path source = base.resolve(Path.of("src", "test", "clients", sub));
    Path folder = base.resolve(Path.of("target", "clients", sub)).toAbsolutePath();
    Optional<String> node = onPath("node").or(() -> onPath("nodejs"));
    Optional<String> npm = onPath("npm");
    assumeTrue(node.isPresent(), "skipped: no Node is found for the clients in JavaScript");
    assumeTrue(npm.isPresent(), "skipped: no npm is found for the clients in JavaScript");
    try {
      install(source, folder, npm.orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NodePrograms(folder, node.orElseThrow());
  }

  private static void install(Path source, Path folder, String npm) throws IOException {
    Path done = folder.resolve("installed.json");
    byte[] lock = Files.readAllBytes(source.resolve("package-lock.json"));
    if (Files.exists(done) && Files.mismatch(done, source.resolve("package-lock.json")) < 0) {
      return;
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve("package-lock.json"), lock);
    Files.write(folder.resolve("package.json"), Files.readAllBytes(source.resolve("package.json")));
    List<String> command =
        List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    Ended ended = run(folder, command, INSTALL_SECONDS);
    assumeTrue(ended.code() == 0, "skipped: npm could not install the clients in JavaScript");
    Files.write(done, lock);
  }

  /** Where they are; programs that import them must be here. */
  Path folder() {
    return folder;
  }

  /** Runs {@code program}, an ES module, to its end. */
  Ended run(String name, String program) {
    try {
      Path file = Files.writeString(folder.resolve(name), program);
      return run(folder, List.of(node, file.toString()), 60);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code command} in {@code folder}, for some seconds at most. */
  static Ended run(Path folder, List<String> command, long seconds) {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return ended
          ? new Ended(process.exitValue(), text)
          : new Ended(-1, text + "(stopped after " + seconds + " s)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Optional<String> onPath(String name) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
