package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/clients.md, run as they stand there but for the port, against the demo. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientGuidesIT {
  private static final Guide GUIDE = Guide.of("docs/clients.md");

  @TempDir private static Path folder;
  private Gateway gateway;

  /** That named this project so far. */
  private int shopRequests;

  @BeforeAll
  void start() {
    gateway = Gateway.demo(folder);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void programsInJavaScriptAreAnswered() {
    NodePrograms programs = NodePrograms.of("");
    List<Guide.Block> blocks = GUIDE.in("js");

    for (Guide.Block block : blocks) {
      NodePrograms.Ended ended = programs.run(block.fileName(), block.at(gateway.address()));

      assertThat(ended.code()).as("%s: %s", block.fileName(), ended.output()).isZero();
      assertAnswers(block, ended.output());
    }
    assertThat(blocks)
        .extracting(Guide.Block::fileName)
        .containsExactly(
            "openai.mjs", "anthropic.mjs", "google.mjs", "langchain.mjs", "vercel.mjs");
  }

  @Test
  void programsInJavaAreAnswered() throws IOException {
    List<Guide.Block> blocks = GUIDE.in("java");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    for (Guide.Block block : blocks) {
      Path file = folder.resolve(block.fileName());
      Files.writeString(file, block.at(gateway.address()));
      NodePrograms.Ended ended =
          NodePrograms.run(
              folder,
              List.of(
                  java,
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1", // each compiles itself first, and is over soon
                  "-cp",
                  System.getProperty("java.class.path"),
                  file.toString()),
              60);

      assertThat(ended.code()).as("%s: %s", block.fileName(), ended.output()).isZero();
      assertAnswers(block, ended.output());
    }
    assertThat(blocks).hasSize(3);
  }

  /** Each question of {@code block} was understood, and is on record with its project. */
  private void assertAnswers(Guide.Block block, String output) {
    List<String> questions =
        block.text().lines().filter(line -> line.contains("\"Hello from ")).toList();
    assertThat(questions).isNotEmpty();
    for (String line : questions) {
      int start = line.indexOf("\"Hello from ");
      String question = line.substring(start, line.indexOf('"', start + 1) + 1);
      assertThat(output).as(block.fileName()).contains("[simulated] You said " + question);
    }
    if (block.text().contains("x-project")) {
      shopRequests += questions.size();
      Eventually.get(
          "the records of " + block.fileName(),
          () -> Http.send(Http.Ask.get(gateway.at("/v1/records?project=shop&limit=100"))).good(),
          reply -> reply.json().path("data").size() == shopRequests);
    }
  }
}
