package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** What good answers look like on the wire, by value, when the simulator gave them. */
final class Shapes {
  private Shapes() {}

  static void assertCompletion(Http.Reply reply, String model, String question) {
    JsonNode body = reply.good().json();
    assertThat(body.path("object").asText()).isEqualTo("chat.completion");
    assertThat(body.path("model").asText()).isEqualTo(model);
    assertThat(body.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    assertThat(body.at("/choices/0/message/content").asText())
        .startsWith("[simulated] You said \"" + question);
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    JsonNode usage = body.path("usage");
    assertThat(usage.path("prompt_tokens").asInt()).isPositive();
    assertThat(usage.path("total_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt());
  }

  static void assertMessage(Http.Reply reply, String model, String question) {
    JsonNode body = reply.good().json();
    assertThat(body.path("id").asText()).startsWith("msg_");
    assertThat(body.path("type").asText()).isEqualTo("message");
    assertThat(body.path("role").asText()).isEqualTo("assistant");
    assertThat(body.path("model").asText()).isEqualTo(model);
    assertThat(body.at("/content/0/type").asText()).isEqualTo("text");
    assertThat(body.at("/content/0/text").asText())
        .startsWith("[simulated] You said \"" + question);
    assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(body.path("stop_sequence").isNull()).isTrue();
    assertThat(body.at("/usage/input_tokens").asInt()).isPositive();
    assertThat(body.at("/usage/output_tokens").asInt()).isPositive();
  }

  /** The text of a stream of chat completions that came to its end. */
  static String textOfStream(Http.Reply reply) {
    assertThat(reply.good().header("content-type").orElseThrow()).startsWith("text/event-stream");
    List<String> data = data(reply);
    assertThat(data.getLast()).isEqualTo("[DONE]");
    return data.subList(0, data.size() - 1).stream()
        .map(Talk::json)
        .peek(chunk -> assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk"))
        .map(chunk -> chunk.at("/choices/0/delta/content").asText())
        .collect(Collectors.joining());
  }

  static List<String> data(Http.Reply reply) {
    return reply
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }
}
