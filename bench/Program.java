import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged program as its start script starts it, on all cores and with its own settings but
 * for the providers and a port that is free. One runs at a time.
 */
final class Program implements AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path log;
  private final long begun;

  private Program(Process process, Path log, long begun) {
    this.process = process;
    this.log = log;
    this.begun = begun;
  }

  /** Starts it, with {@code options} for the JVM besides those that it has. */
  static Program start(Settings settings, String options) throws IOException {
    File folder = settings.path("work").resolve("fresh").toFile();
    List<String> command = new ArrayList<>(List.of("taskset", "-c", settings.text("cores")));
    command.add(settings.path("folder").resolveSibling("signalbox").toString());
    command.addAll(List.of("serve", "-c", "signalbox.toml"));
    File log = new File(folder, "signalbox.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log));
    Map<String, String> environment = builder.environment();
    environment.merge("SIGNALBOX_JAVA_OPTS", options, (theirs, ours) -> theirs + " " + ours);
    long begun = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Program(process, log.toPath(), begun);
  }

  long process() {
    return process.pid();
  }

  /** Milliseconds since it was started. */
  double millis() {
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Waits until it says where it listens; returns the port. */
  int port() throws IOException {
    while (System.nanoTime() - begun < PATIENCE_NANOS && process.isAlive()) {
      Matcher address = ADDRESS.matcher(Files.readString(log));
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new IOException("a gateway did not start: " + Files.readString(log).strip());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("a gateway did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
