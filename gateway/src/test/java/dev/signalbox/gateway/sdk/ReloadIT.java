package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O03: The packaged program reads its configuration anew. */
final class ReloadIT {
  @TempDir Path folder;

  @Test
  @DisplayName("O03 on SIGHUP")
  void onSighup() throws IOException, InterruptedException {
    write("one");
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0")) {
      int port = port(program);

      new ProcessBuilder("kill", "-HUP", Long.toString(program.pid())).start().waitFor();

      List<String> lines = program.linesUntil(line -> line.contains("is in use"));
      assertThat(lines).anyMatch(line -> line.contains("SIGHUP: it is loaded"));
      assertThat(health(port)).contains("\"providers\":[\"one\"]");
      assertThat(program.stop()).isZero();
    }
  }

  @Test
  @DisplayName("O03 a broken file")
  void onAChangeOfTheFileAndKeepsTheOldOneWhereTheNewOneIsBroken()
      throws IOException, InterruptedException {
    write("one");
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0")) {
      int port = port(program);

      Files.writeString(file(), "[[providers]\n");
      List<String> broken = program.linesUntil(line -> line.contains("is not valid TOML"));
      String kept = health(port);
      write("two");
      program.linesUntil(line -> line.contains("is in use"));

      assertThat(broken).anyMatch(line -> line.contains("the one before stays in use"));
      assertThat(kept)
          .contains("\"status\":\"ok\"", "\"providers\":[\"one\"]", "\"last_error\":{\"at\":");
      assertThat(health(port)).contains("\"providers\":[\"two\"]").doesNotContain("last_error");
    }
  }

  private void write(String provider) throws IOException {
    Files.writeString(
        file(),
        """
        [[providers]]
        id = "%s"
        provider_type = "simulator"
        protocol = "openai_chat"
        """
            .formatted(provider));
  }

  private Path file() {
    return folder.resolve("config.toml");
  }

  private static int port(PackagedProgram program) {
    String line = program.linesUntil(each -> each.startsWith("listening on ")).getLast();
    return URI.create(line.split(" ", 4)[2]).getPort();
  }

  private static String health(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
