package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Conversations that hold what we sealed for one provider, sent to another of the client's API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SealedHistoryTest {
  private static final String KEY = "the key of the seal of these tests";

  private final String sealed =
      new SignatureSeal(KEY.getBytes(StandardCharsets.UTF_8))
          .seal("call_1", new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "abc"));

  private final RunningGateway gateway =
      new RunningGateway(
          "signing_key = \"" + KEY + "\"\n" + ClientApi.providers(""), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void anthropicReadsNoReasoningThatGeminiSigned() {
    JsonNode sent =
        sent(
            "/v1/messages",
            """
            {"model": "p-anthropic/sim-mini", "max_tokens": 50, "top_k": 7, "messages": [
              {"role": "user", "content": "one"},
              {"role": "assistant", "content": [
                {"type": "thinking", "thinking": "hm", "signature": "SEALED"},
                {"type": "text", "text": "two"}]},
              {"role": "user", "content": "three"}]}
            """);

    assertThat(sent.toString()).doesNotContain("sb1_").contains("two", "three");
    assertThat(sent.path("top_k").asInt()).isEqualTo(7);
  }

  @Test
  void aChatProviderReadsTheCallsOwnId() {
    JsonNode sent =
        sent(
            "/v1/chat/completions",
            """
            {"model": "p-chat/sim-mini", "seed": 4, "messages": [
              {"role": "user", "content": "one"},
              {"role": "assistant", "tool_calls": [{"id": "SEALED", "type": "function",
                "function": {"name": "f", "arguments": "{}"}}]},
              {"role": "tool", "tool_call_id": "SEALED", "content": "two"}]}
            """);

    assertThat(sent.at("/messages/1/tool_calls/0/id"))
        .isEqualTo(sent.at("/messages/2/tool_call_id"));
    assertThat(sent.toString()).doesNotContain("sb1_");
    assertThat(sent.path("seed").asInt()).isEqualTo(4);
  }

  private JsonNode sent(String path, String body) {
    HttpResponse<byte[]> response = gateway.post(path, body.replace("SEALED", sealed));

    assertThat(response.statusCode())
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return StrictJson.parse(gateway.simulator().received().getLast().body().getBytes());
  }
}
