package dev.signalbox.gateway.sdk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM learns of the packaged program by a few requests through every door, as the start
 * script has it learn after a build: tests that start the program with it wait half as long. Where
 * that takes too long, everything goes on without.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final long SECONDS = 120;

  private final Path jar;
  private final Path learnt;

  /** Of {@code jar}, beside it. */
  Rehearsal(Path jar) {
    this.jar = jar.toAbsolutePath();
    this.learnt = this.jar.resolveSibling("tests.aot");
  }

  /**
   * Tells a JVM with {@code options} to begin with what was learnt, which the first of all that ask
   * has learnt while the others wait.
   */
  List<String> options(List<String> options) {
    try {
      if (!isOfTheJars()) {
        learnOnce(options);
      }
      List<String> all = new ArrayList<>(options);
      if (Files.size(learnt) > 0) {
        all.addAll(List.of("-XX:AOTCache=" + learnt, "-Xlog:aot=off", "-Xlog:cds=off"));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM does not look, and would run the classes of the jars that it learnt of. */
  private boolean isOfTheJars() throws IOException {
    if (!Files.exists(learnt)) {
      return false;
    }
    FileTime since = Files.getLastModifiedTime(learnt);
    try (DirectoryStream<Path> ours =
        Files.newDirectoryStream(jar.resolveSibling("lib"), "signalbox-*.jar")) {
      for (Path each : ours) {
        if (Files.getLastModifiedTime(each).compareTo(since) >= 0) {
          return false;
        }
      }
    }
    return Files.getLastModifiedTime(jar).compareTo(since) < 0;
  }

  /** By one thread of one process at a time. */
  private void learnOnce(List<String> options) throws IOException {
    synchronized (Rehearsal.class) {
      try (FileChannel channel =
              FileChannel.open(
                  learnt.resolveSibling("tests.aot.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (!isOfTheJars()) {
          learn(options);
        }
      }
    }
  }

  private void learn(List<String> options) throws IOException {
    Path made = learnt.resolveSibling("tests.aot.new");
    Path said = learnt.resolveSibling("tests.aot.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    // what the process writes at its end takes more memory than the program itself
    command.addAll(List.of("-Xmx1g", "-XX:AOTCacheOutput=" + made));
    command.addAll(List.of("-jar", jar.toString(), "rehearse", "--rounds", "2"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        LOG.warn("the program could not be rehearsed, so that tests take longer: see {}", said);
        Files.write(made, new byte[0]); // nobody tries again
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      process.destroyForcibly();
    }
    Files.move(made, learnt, StandardCopyOption.REPLACE_EXISTING);
  }
}
