package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, as only there it can be seen which classes nobody needed. */
final class UntracedProgramTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;

  @Test
  void loadsNothingOfOpenTelemetryUnlessRequestsAreTraced() throws Exception {
    Path classes = folder.resolve("classes.log");
    configure("");
    Process program = started(classes);
    try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
      String address = addressIn(output);
      ask(address);
      assertThat(loadedOfOpenTelemetry(classes)).isEmpty();

      configure("[tracing]\nenabled = true\n"); // which it sees by itself
      Eventually.get(
          "what would be found",
          () -> {
            ask(address);
            return loadedOfOpenTelemetry(classes);
          },
          loaded -> !loaded.isEmpty());
    } finally {
      program.destroy();
      program.waitFor();
    }
  }

  private void configure(String section) throws IOException {
    Files.writeString(
        folder.resolve("config.toml"),
        """
        [server]
        port = 0
        [database]
        dir = "%s"
        [[providers]]
        id = "sim"
        provider_type = "simulator"
        protocol = "openai_chat"
        """
                .formatted(folder.resolve("data"))
            + section);
  }

  /** A program that writes the classes that it loads to {@code classes}. */
  private Process started(Path classes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:class+load:file=" + classes,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.signalbox.gateway.Main",
            "serve",
            "-c",
            folder.resolve("config.toml").toString())
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> loadedOfOpenTelemetry(Path classes) {
    try (Stream<String> lines = Files.lines(classes)) {
      return lines.filter(line -> line.contains("io.opentelemetry.")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String addressIn(BufferedReader output) throws IOException {
    StringBuilder all = new StringBuilder();
    String line = output.readLine();
    while (line != null) {
      Matcher found = ADDRESS.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
      all.append(line).append('\n');
      line = output.readLine();
    }
    throw new AssertionError("the program ended: " + all);
  }

  private static void ask(String address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create(address + "/v1/chat/completions"))
                          .header("content-type", "application/json")
                          .POST(
                              BodyPublishers.ofString(
                                  TracedGateway.body("sim/sim-mini", true, "hello")))
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
