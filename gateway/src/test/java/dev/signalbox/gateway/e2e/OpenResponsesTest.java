package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of {@code /v1/responses} for clients of Open Responses, and for those of OpenAI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenResponsesTest {
  private static final String DONE = "data: [DONE]\n\n";

  /** As servers of models that show their reasoning stream it; the text names an event, too. */
  private static final String REASONING =
      event("response.created", "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}")
          + event(
              "response.reasoning_text.delta",
              "\"delta\":\"about \\\"response.reasoning_text.delta\\\"\"")
          + event("response.reasoning_text.done", "\"text\":\"about\"")
          + event("response.completed", "\"response\":{\"id\":\"resp_1\",\"model\":\"m\"}");

  private final RunningGateway gateway =
      new RunningGateway(ClientApi.providers(""), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamEndsWithDoneForAClientOfOpenResponsesOnly(ClientApi provider) {
    String open = streamed(provider, true);
    String plain = streamed(provider, false);

    assertThat(open).contains("event: response.completed\n").endsWith("}\n\n" + DONE);
    assertThat(plain).contains("event: response.completed\n").doesNotContain("[DONE]");
  }

  @Test
  void reasoningHasTheNamesOfOpenResponsesAndItsTextIsLeftAlone() {
    assertThat(replayed(REASONING, true))
        .isEqualTo(
            REASONING
                    .replace(": response.reasoning_text.", ": response.reasoning.")
                    .replace(":\"response.reasoning_text.", ":\"response.reasoning.")
                + DONE);
    assertThat(replayed(REASONING, false)).isEqualTo(REASONING);
  }

  @Test
  void aProvidersOwnDoneIsNotDoubled() {
    assertThat(replayed(REASONING + DONE, true)).endsWith("}\n\n" + DONE).containsOnlyOnce(DONE);
  }

  @Test
  void aStreamThatBreaksOffHasNoGoodEnd() {
    String broken = REASONING.substring(0, REASONING.indexOf("event: response.comp"));
    gateway
        .script()
        .then(new Step.Replay(200, "text/event-stream", Buffer.buffer(broken), List.of(64)));
    String request =
        RawClient.post("/v1/responses", ClientApi.RESPONSES.body(ClientApi.RESPONSES.model(), true))
            .replaceFirst("\r\n", "\r\nopenresponses-version: latest\r\n");
    try (RawClient raw = new RawClient(gateway.port())) {
      assertThat(raw.send(request).readAll())
          .contains("event: response.reasoning.done", "event: error")
          .doesNotContain("[DONE]");
    }
  }

  @Test
  void theHeaderGoesAlongToAProviderOfTheSameApiOnly() {
    streamed(ClientApi.RESPONSES, true);
    var same = gateway.simulator().received().getLast().headers();
    streamed(ClientApi.CHAT, true);
    var other = gateway.simulator().received().getLast().headers();

    assertThat(same.get("openresponses-version")).isEqualTo("latest");
    assertThat(other.get("openresponses-version")).isNull();
  }

  private String replayed(String stream, boolean open) {
    gateway
        .script()
        .then(new Step.Replay(200, "text/event-stream", Buffer.buffer(stream), List.of(7, 64)));
    return streamed(ClientApi.RESPONSES, open);
  }

  private String streamed(ClientApi provider, boolean open) {
    var request =
        gateway
            .request("/v1/responses")
            .POST(BodyPublishers.ofString(ClientApi.RESPONSES.body(provider.model(), true)));
    HttpResponse<byte[]> response =
        gateway.send((open ? request.header("OpenResponses-Version", "latest") : request).build());
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String event(String type, String rest) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, rest);
  }
}
