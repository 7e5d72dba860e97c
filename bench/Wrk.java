import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Runs wrk, the load generator, and reads what it says. */
final class Wrk {
  private static final String RATE = "Requests/sec:";

  private final Path script;
  private final int connections;

  /**
   * @param script the Lua script that posts a body
   * @param connections open at once
   */
  Wrk(Path script, int connections) {
    this.script = script;
    this.connections = connections;
  }

  /** Requests a second over {@code seconds}; empty when one failed. */
  OptionalDouble requestsPerSecond(Contender contender, int seconds) {
    List<String> command =
        List.of(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "--timeout",
            "10s",
            "-s",
            script.toString(),
            "http://127.0.0.1:" + contender.port() + contender.path(),
            "--",
            contender.body().toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0
          || said.contains("Non-2xx or 3xx responses")
          || said.contains("Socket errors")
          || !said.contains(RATE)) {
        System.err.println("bench: " + contender.name() + ": " + said.strip());
        return OptionalDouble.empty();
      }
      String rate = said.substring(said.indexOf(RATE) + RATE.length()).strip();
      return OptionalDouble.of(Double.parseDouble(rate.lines().findFirst().orElseThrow()));
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
