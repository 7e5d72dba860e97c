package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code signalbox demo} prints can be pasted, and answers. */
final class DemoIT {
  @TempDir Path folder;

  @Test
  void everyLineThatIsPrintedAnswersInTheShapeOfItsApi() {
    try (PackagedProgram program =
        PackagedProgram.start(folder, "demo", "-p", "0", "--no-traffic")) {
      List<String> printed = program.linesUntil(line -> line.contains("Ctrl-C"));
      assertThat(printed).noneMatch(line -> line.startsWith("sample "));
      List<Http.Reply> replies = new ArrayList<>();
      for (String line : printed) {
        if (line.startsWith("curl ")) {
          replies.add(CurlLine.of(line).run().good());
        }
      }

      assertThat(replies).hasSize(9);
      Shapes.assertCompletion(replies.get(0), "sim-chat", "Hello!");
      assertThat(replies.get(1).json().path("status").asText()).isEqualTo("completed");
      assertThat(replies.get(1).json().at("/output/0/content/0/text").asText())
          .startsWith("[simulated] You said \"Hello!\".");
      Shapes.assertMessage(replies.get(2), "sim-claude", "Hello!");
      assertThat(replies.get(3).json().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
      assertThat(replies.get(3).json().at("/candidates/0/content/parts/0/text").asText())
          .startsWith("[simulated] You said \"Hello!\".");
      assertThat(Shapes.textOfStream(replies.get(4)))
          .startsWith("[simulated] You said \"Count to 10.\".");
      assertThat(replies.get(4).header("x-signalbox-model")).contains("anthropic-sim/sim-claude");
      assertThat(replies.get(5).json().at("/data/0/embedding").size()).isGreaterThan(10);
      assertThat(replies.get(6).header("x-signalbox-model").orElseThrow()).contains("-simulator/");
      assertThat(replies.get(7).header("x-signalbox-model").orElseThrow()).contains("-simulator/");
      assertThat(replies.get(8).json().path("plan")).isNotEmpty();
      assertThat(program.stop()).isZero();
    }
  }

  @Test
  void withoutTrafficNobodySendsAnythingButWhoeverTriesIt() {
    try (Gateway gateway = Gateway.demo(folder)) {
      Http.send(
              Http.Ask.post(
                  gateway.at("/v1/chat/completions"),
                  "{\"model\":\"sim-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
          .good();

      JsonNode stats =
          Eventually.get(
              "sums",
              () -> Http.send(Http.Ask.get(gateway.at("/v1/stats"))).good().json(),
              answer -> answer.path("requests").asInt() > 0);

      assertThat(stats.path("requests").asInt()).isEqualTo(1);
    }
  }

  @Test
  void theReadmesExampleAnswersAsTheReadmeSays() {
    try (Gateway gateway = Gateway.demo(folder)) {
      Http.Reply reply =
          CurlLine.of(
                  """
                  curl -i http://127.0.0.1:8930/v1/messages \\
                    -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' \\
                    -H 'x-project: shop' -H 'x-source: readme' \\
                    -d '{"model": "sim-chat", "max_tokens": 200, "top_k": 3,
                         "messages": [{"role": "user", "content": "Hello!"}]}'
                  """)
              .to(gateway.address())
              .run();

      Shapes.assertMessage(reply, "sim-chat", "Hello!");
      assertThat(reply.header("x-signalbox-model")).contains("openai-sim/sim-chat");
      assertThat(reply.header("x-signalbox-loss")).contains("top_k:dropped");
      assertThat(reply.header("x-signalbox-attempts")).contains("1");
      assertThat(reply.header("server-timing").orElseThrow())
          .matches("access;dur=.*, decode;dur=.*, route;dur=.*, prepare;dur=.*, relay;dur=.*");
    }
  }
}
