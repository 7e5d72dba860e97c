import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs wrk, the load generator, and reads what it says. */
final class Wrk {
  private static final String RATE = "Requests/sec:";
  private static final String COUNT = " requests in ";

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

  /**
   * What one run gave.
   *
   * @param perSecond requests a second
   * @param count requests altogether
   */
  record Run(double perSecond, long count) {}

  /** Sends requests for {@code seconds}; nothing comes back when one failed. */
  Optional<Run> run(Contender contender, int seconds) {
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
        return Optional.empty();
      }
      return Optional.of(
          new Run(Double.parseDouble(after(said, RATE)), Long.parseLong(before(said, COUNT))));
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String after(String text, String mark) {
    String rest = text.substring(text.indexOf(mark) + mark.length()).strip();
    return rest.lines().findFirst().orElseThrow();
  }

  private static String before(String text, String mark) {
    String start = text.substring(0, text.indexOf(mark));
    return start.substring(start.lastIndexOf('\n') + 1).strip();
  }
}
