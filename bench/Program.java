import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The packaged program as its start script starts it, on all cores and with its own settings but
 * for port and providers. One runs at a time.
 */
final class Program implements AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Process process;
  private final long begun;

  private Program(Process process, long begun) {
    this.process = process;
    this.begun = begun;
  }

  /** Starts it, with {@code options} for the JVM besides those that it has. */
  static Program start(Settings settings, String options) throws IOException {
    File folder = settings.path("work").resolve("fresh").toFile();
    List<String> command = new ArrayList<>(List.of("taskset", "-c", settings.text("cores")));
    command.add(settings.path("folder").resolveSibling("signalbox").toString());
    command.addAll(List.of("serve", "-c", "signalbox.toml"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder);
    File log = new File(folder, "signalbox.log");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> environment = builder.environment();
    environment.merge("SIGNALBOX_JAVA_OPTS", options, (theirs, ours) -> theirs + " " + ours);
    long begun = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Program(process, begun);
  }

  long process() {
    return process.pid();
  }

  /** Asks until it answers; returns the milliseconds from its start to the end of the answer. */
  double millisToAnswer(Contender contender) throws IOException {
    while (System.nanoTime() - begun < PATIENCE_NANOS && process.isAlive()) {
      try {
        if (Exchange.status(contender) == 200) {
          return (System.nanoTime() - begun) / 1e6;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new IOException("a gateway that was started did not answer");
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
