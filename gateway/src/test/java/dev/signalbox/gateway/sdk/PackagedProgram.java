package dev.signalbox.gateway.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged program as a process of its own; what it prints is read as it comes. */
public final class PackagedProgram implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 40;
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final BlockingQueue<Optional<String>> arriving = new LinkedBlockingQueue<>();

  /** What a finished run leaves. */
  record Finished(int code, List<String> lines) {}

  private PackagedProgram(Process process) {
    this.process = process;
    // a thread of its own: reading a pipe keeps the carrier of a virtual one, and there are few
    Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::read);
  }

  /** Starts it in {@code folder}; its two output streams are read as one. */
  public static PackagedProgram start(Path folder, String... arguments) {
    return start(folder, List.of(), arguments);
  }

  /** The same from a shell that does {@code before} first, such as setting limits. */
  static PackagedProgram startAfter(String before, Path folder, String... arguments) {
    return start(folder, List.of("sh", "-c", before + "; exec \"$@\"", "sh"), arguments);
  }

  private static PackagedProgram start(Path folder, List<String> prefix, String... arguments) {
    Path jar = Path.of(System.getProperty("basedir", ""), "target", "signalbox.jar");
    if (!Files.exists(jar)) {
      throw new AssertionError(jar.toAbsolutePath() + " is not there: package the program first");
    }
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(new Rehearsal(jar).options(OPTIONS));
    command.add("-jar");
    command.add(jar.toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(PackagedProgram::isOurs);
    try {
      return new PackagedProgram(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  static Finished run(Path folder, String... arguments) {
    try (PackagedProgram program = start(folder, arguments)) {
      List<String> lines = program.linesUntil(_ -> false);
      return new Finished(program.awaitEnd(), lines);
    }
  }

  private static boolean isOurs(String variable) {
    return variable.toUpperCase(Locale.ROOT).startsWith("SIGNALBOX");
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line -> arriving.add(Optional.of(line)));
    } catch (IOException | UncheckedIOException _) {
      arriving.add(Optional.of("(its output broke off)"));
    }
    arriving.add(Optional.empty());
  }

  /** What it prints up to the line that {@code last} accepts, or to the end of its output. */
  public List<String> linesUntil(Predicate<String> last) {
    List<String> lines = new ArrayList<>();
    while (true) {
      Optional<String> line = nextLine(lines);
      if (line.isEmpty()) {
        return lines;
      }
      lines.add(line.get());
      if (last.test(line.get())) {
        return lines;
      }
    }
  }

  private Optional<String> nextLine(List<String> before) {
    try {
      Optional<String> line = arriving.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (line != null) {
        return line;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError(
        "the program went silent after %s, doing this:%n%s".formatted(before, threads()));
  }

  /** What its threads are doing. */
  private String threads() {
    String jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    try {
      Process dump =
          new ProcessBuilder(jstack, Long.toString(pid())).redirectErrorStream(true).start();
      return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "nothing that could be found out: " + e.getMessage();
    }
  }

  /** Waits until it has ended; its exit code. */
  int awaitEnd() {
    try {
      if (process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("the program did not end");
  }

  /** The id of its process. */
  long pid() {
    return process.pid();
  }

  /** Asks it to stop, as the system does, and gives its exit code. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  /** Ends it at once, without a chance to do anything more. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
