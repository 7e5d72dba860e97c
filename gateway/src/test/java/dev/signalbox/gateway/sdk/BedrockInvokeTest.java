package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.eventstream.Frames;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Anthropic's models on Bedrock: in their own format for those who speak it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BedrockInvokeTest {
  private static final String CLAUDE = "anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String URI_OF_CLAUDE = "/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/";
  private static final String WHOLE =
      "{\"id\":\"msg_bdrk_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
          + "\"claude-haiku-4-5-20251001\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],"
          + "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
          + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}";
  private static final String STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_bdrk_1","type":"message","role":"assistant","model":"claude-haiku-4-5-20251001","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

      event: message_stop
      data: {"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":2}}

      """;

  private final ProviderStage stage =
      ProviderStage.of(
          "bedrock",
          """
          [[providers]]
          id = "bedrock"
          provider_type = "bedrock"
          region = "us-east-1"
          api_key = "bedrock-key"
          endpoint = "UPSTREAM"
          models = ["anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-pro-v1:0"]
          [[providers]]
          id = "invoked"
          provider_type = "bedrock"
          region = "us-east-1"
          api = "invoke"
          api_key = "bedrock-key"
          endpoint = "UPSTREAM"
          models = ["eu.anthropic.claude-haiku-4-5-20251001-v1:0"]
          """);

  @BeforeEach
  void forget() {
    stage.forget();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void anAnthropicRequestPassesButForWhatTheAddressSays() {
    stage.next("/model/", json(WHOLE));
    String body =
        "{\"model\":\"%s\",\"max_tokens\":  9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":false}"
            .formatted(CLAUDE);

    HttpResponse<byte[]> answer =
        stage
            .gateway()
            .send(
                stage
                    .gateway()
                    .request("/v1/messages")
                    .header("anthropic-version", "2023-06-01")
                    .header("anthropic-beta", "context-1m-2025-08-07, claude-code-20250219")
                    .POST(BodyPublishers.ofString(body))
                    .build());

    assertThat(ProviderStage.text(answer)).isEqualTo(WHOLE);
    assertThat(stage.last().uri()).isEqualTo(URI_OF_CLAUDE + "invoke");
    assertThat(stage.last().body().toString())
        .isEqualTo(
            "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"anthropic_version\":\"bedrock-2023-05-31\","
                + "\"anthropic_beta\":[\"context-1m-2025-08-07\"]}");
    assertThat(stage.last().headers().get("authorization")).isEqualTo("Bearer bedrock-key");
    assertThat(stage.last().headers().contains("anthropic-version")).isFalse();
    assertThat(answer.headers().firstValue("x-signalbox-loss")).contains("anthropic-beta:dropped");
  }

  @Test
  void aStreamComesAsAnthropicsOwn() {
    stage.next("/model/", frames(Frames.ofChunks(STREAM)));

    HttpResponse<byte[]> answer = stream(CLAUDE);

    assertThat(ProviderStage.text(answer)).isEqualTo(STREAM);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(stage.last().uri()).isEqualTo(URI_OF_CLAUDE + "invoke-with-response-stream");
  }

  @Test
  void theSdkReadsBothWays() {
    stage.next("/model/", json(WHOLE));
    stage.next("/model/", frames(Frames.ofChunks(STREAM)));
    Talk talk = Sdk.ANTHROPIC.at(URI.create("http://127.0.0.1:" + stage.gateway().port()), "none");

    Answer whole = talk.ask(Question.of(CLAUDE, "Hi"));

    assertThat(whole.text()).isEqualTo("Hello");
    assertThat(talk.stream(Question.of(CLAUDE, "Hi"))).isEqualTo(whole);
  }

  @Test
  void anExceptionBecomesAnErrorOfAnthropics() {
    stage.next(
        "/model/",
        new Step.Status(
            429,
            Map.of("x-amzn-errortype", "ThrottlingException"),
            Optional.of("{\"message\":\"Too many requests\"}")));
    byte[] begun =
        Frames.ofChunks(STREAM.substring(0, STREAM.indexOf("event: content_block_stop")));
    byte[] failed =
        Frames.exception("{\"message\":\"It broke.\",\"__type\":\"modelStreamErrorException\"}");
    stage.next("/model/", frames(Buffer.buffer(begun).appendBytes(failed).getBytes()));

    HttpResponse<byte[]> throttled =
        stage
            .gateway()
            .post(ClientApi.ANTHROPIC.path(CLAUDE, false), ClientApi.ANTHROPIC.body(CLAUDE, false));
    stage.forgetBenches();
    String broken = ProviderStage.text(stream(CLAUDE));

    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(ProviderStage.text(throttled))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
                + "\"message\":\"Too many requests\"}}");
    assertThat(throttled.headers().firstValue("retry-after")).contains("1");
    assertThat(broken)
        .contains("Hello")
        .endsWith(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                + "\"message\":\"It broke.\"}}\n\n");
  }

  @Test
  void othersReachTheSameModelByConverse() {
    Step answer = converse("text-whole");
    stage.next("/model/", answer);
    stage.next("/model/", answer);

    stage.gateway().post(ClientApi.CHAT.path(CLAUDE, false), ClientApi.CHAT.body(CLAUDE, false));
    assertThat(stage.last().uri()).isEqualTo(URI_OF_CLAUDE + "converse");
    String nova = "amazon.nova-pro-v1:0";
    stage
        .gateway()
        .post(ClientApi.ANTHROPIC.path(nova, false), ClientApi.ANTHROPIC.body(nova, false));
    assertThat(stage.last().uri()).isEqualTo("/model/amazon.nova-pro-v1%3A0/converse");
  }

  @Test
  void othersReachItByInvokeWhereThatWasChosen() {
    String model = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";
    stage.next("/model/", json(WHOLE));

    String answer =
        ProviderStage.text(
            stage
                .gateway()
                .post(ClientApi.CHAT.path(model, false), ClientApi.CHAT.body(model, false)));

    assertThat(answer).contains("Hello");
    assertThat(stage.last().uri()).isEqualTo("/model/eu." + CLAUDE.replace(":", "%3A") + "/invoke");
    assertThat(stage.asked().path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
    assertThat(stage.asked().has("model")).isFalse();
  }

  @Test
  void showsImagesToTheModel() {
    stage.next("/model/", converse("text-whole"));
    String image =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    stage
        .gateway()
        .post(
            "/v1/chat/completions",
            "{\"model\":\""
                + CLAUDE
                + "\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                + image
                + "\"}}]}]}");

    assertThat(
            stage.asked().path("messages").path(0).path("content").path(1).path("image").toString())
        .isEqualTo("{\"format\":\"png\",\"source\":{\"bytes\":\"" + image + "\"}}");
  }

  @Test
  void countsWhatWouldBeSent() {
    stage.next("/count-tokens", json("{\"inputTokens\":42}"));

    HttpResponse<byte[]> counted =
        stage
            .gateway()
            .post(
                "/v1/messages/count_tokens",
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                    .formatted(CLAUDE));

    assertThat(ProviderStage.text(counted)).isEqualTo("{\"input_tokens\":42}");
    JsonNode body =
        StrictJson.parse(
            Base64.getDecoder()
                .decode(stage.asked().path("input").path("invokeModel").path("body").asText()));
    assertThat(body.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
    assertThat(body.path("messages")).hasSize(1);
  }

  private HttpResponse<byte[]> stream(String model) {
    return stage
        .gateway()
        .post(ClientApi.ANTHROPIC.path(model, true), ClientApi.ANTHROPIC.body(model, true));
  }

  private static Step json(String body) {
    return new Step.Replay(200, "application/json", Buffer.buffer(body), List.of());
  }

  private static Step converse(String name) {
    return json(StrictJson.toText(Recordings.own("bedrock", name).body().orElseThrow()));
  }

  private static Step frames(byte[] frames) {
    return new Step.Replay(
        200, "application/vnd.amazon.eventstream", Buffer.buffer(frames), List.of(33));
  }
}
