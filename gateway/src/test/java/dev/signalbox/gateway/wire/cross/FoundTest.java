package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Defects that the recordings and properties brought to light, one small case each. */
final class FoundTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final Losses losses = new Losses();

  @Test
  void stopTextsOfWhiteSpaceOnlyAreNotSentToAnthropic() {
    ObjectNode written =
        translated(
            Protocol.CHAT,
            Protocol.ANTHROPIC,
            """
            {"model": "m", "stop": ["\\n", "END"], "messages": [{"role": "user", "content": "hi"}]}
            """);

    assertThat(written.path("stop_sequences")).isEqualTo(json("[\"END\"]"));
    assertThat(losses.toList()).extracting(Loss::field).contains("stop");
  }

  @Test
  void soundsAreNotSentToResponsesWhichTakesNone() {
    ObjectNode written =
        translated(
            Protocol.CHAT,
            Protocol.RESPONSES,
            """
            {"model": "m", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "what is said?"},
              {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}
            """);

    assertThat(written.findValuesAsText("type")).doesNotContain("input_audio");
    assertThat(losses.toList()).isNotEmpty();
  }

  @Test
  void textFilesGoToChatAsTextSinceItTakesNoFilesButPdfs() {
    ObjectNode written =
        translated(
            Protocol.GEMINI,
            Protocol.CHAT,
            """
            {"contents": [{"role": "user", "parts": [
              {"inlineData": {"mimeType": "text/csv", "data": "YSxiCjEsMgo="}},
              {"text": "sum it"}]}]}
            """);

    assertThat(written.at("/messages/0/content"))
        .isEqualTo(
            json(
                """
                [{"type": "text", "text": "a,b\\n1,2\\n"}, {"type": "text", "text": "sum it"}]
                """));
    assertThat(losses.toList()).isNotEmpty();
  }

  @Test
  void aGeminiStreamThatIsAnArrayIsWatchedToItsEnd() {
    ReplyWatch watch = formats.provider(Protocol.GEMINI).watch();

    watch.acceptBody(
        json(
            """
            [{"candidates": [{"content": {"parts": [{"text": "a"}]}}], "modelVersion": "g",
              "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 1}},
             {"candidates": [{"content": {"parts": [{"text": "b"}]}, "finishReason": "STOP"}],
              "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2}}]
            """));

    assertThat(watch.usage()).contains(Usage.of(3, 2));
    assertThat(watch.model()).contains("g");
    assertThat(watch.complete()).isTrue();
  }

  @Test
  void aClientIsToldTheModelItAskedForWhenTheProviderNamesNone() {
    assertThat(
            formats
                .client(Protocol.CHAT)
                .encodeReply(
                    formats
                        .provider(Protocol.GEMINI)
                        .decodeReply(
                            (ObjectNode)
                                json("{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}")),
                    frame(),
                    losses)
                .path("model")
                .asText())
        .isEqualTo("client-model");
  }

  @Test
  void strictIsNotAskedForWithASchemaThatBreaksItsRules() {
    String body =
        """
        {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "hi"}],
         "tools": [{"name": "f", "strict": true, "input_schema": {"type": "object",
           "properties": {"a": {"type": "string"}}, "additionalProperties": false}}]}
        """;

    assertThat(
            translated(Protocol.ANTHROPIC, Protocol.CHAT, body)
                .at("/tools/0/function")
                .has("strict"))
        .isFalse();
    assertThat(
            translated(Protocol.ANTHROPIC, Protocol.RESPONSES, body)
                .at("/tools/0/strict")
                .asBoolean())
        .isFalse();
    assertThat(losses.toList()).extracting(Loss::field).contains("tools[0].strict");
  }

  @Test
  void messagesOfWhiteSpaceOnlyAreNotSentToAnthropic() {
    ObjectNode written =
        translated(
            Protocol.CHAT,
            Protocol.ANTHROPIC,
            """
            {"model": "m", "messages": [{"role": "user", "content": "hi"},
              {"role": "assistant", "content": "\\n"}, {"role": "user", "content": "go on"}]}
            """);

    assertThat(written.path("messages").findValuesAsText("role")).containsOnly("user");
    assertThat(losses.toList()).extracting(Loss::field).contains("messages[1]");
  }

  @Test
  void anEffortThatAnthropicDoesNotKnowBecomesItsLeast() {
    Request asked =
        formats
            .client(Protocol.CHAT)
            .decodeRequest(
                (ObjectNode)
                    json(
                        """
                        {"model": "m", "messages": [{"role": "user", "content": "x"}]}
                        """),
                Targets.address(Protocol.CHAT));
    ReasoningRequest reasoning =
        new ReasoningRequest(
            Optional.of(true),
            Optional.of("minimal"),
            Optional.of(2000),
            Optional.empty(),
            Optional.empty());
    OutputSpec output =
        new OutputSpec(Optional.empty(), Optional.empty(), reasoning, Optional.empty());
    Request request =
        new Request(
            asked.model(),
            false,
            asked.turns(),
            asked.tooling(),
            asked.sampling(),
            output,
            asked.labels(),
            asked.extras());

    assertThat(
            formats
                .provider(Protocol.ANTHROPIC)
                .encodeRequest(request, Targets.provider(Protocol.ANTHROPIC), losses)
                .at("/output_config/effort")
                .asText())
        .isEqualTo("low");
  }

  @Test
  void reasoningIsNotSentToResponsesWithoutTheItemThatFollowedIt() {
    ObjectNode written =
        translated(
            Protocol.RESPONSES,
            Protocol.RESPONSES,
            """
            {"model": "m", "input": [{"role": "user", "content": "hi"},
              {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "e"},
              {"role": "user", "content": "go on"}]}
            """);

    assertThat(written.path("input").findValuesAsText("type")).doesNotContain("reasoning");
    assertThat(losses.toList()).extracting(Loss::field).contains("messages[1].content[0]");
  }

  private static ReplyFrame frame() {
    return Delivery.frame(new ReplyFold().toReply());
  }

  private ObjectNode translated(Protocol client, Protocol provider, String body) {
    Request request =
        formats.client(client).decodeRequest((ObjectNode) json(body), Targets.address(client));
    return formats.provider(provider).encodeRequest(request, Targets.provider(provider), losses);
  }

  private static JsonNode json(String text) {
    return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
