package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CapturesTest {
  private static final String ANSWER =
      """
      {"id":"m","type":"message","role":"assistant","model":"claude-haiku-5-5","content":[{"type":"text","text":"the key is provider-key"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":4}}\
      """;

  @Test
  void keepsAllFourStagesOfEveryRequestWithoutOurSecrets() {
    try (RunningGateway gateway = with("capture = \"all\"")) {
      gateway.script().then(replay(200, ANSWER));
      String id = ask(gateway, "an/claude-haiku-5-5", "\"logit_bias\":{\"1\":1},");

      List<JsonNode> captures = captures(gateway, id, 4);

      assertThat(stages(captures))
          .containsExactlyInAnyOrder(
              "client_request 0", "provider_request 1", "provider_answer 1", "client_answer 0");
      JsonNode sent = stage(captures, "provider_request");
      assertThat(sent.path("body").asText()).contains("hello").contains("claude-haiku-5-5");
      assertThat(sent.path("unmapped").toString()).contains("logit_bias");
      JsonNode got = stage(captures, "provider_answer");
      assertThat(got.path("body").asText()).contains("the key is [key]");
      assertThat(got.path("redactions").asInt()).isEqualTo(1);
      assertThat(stage(captures, "client_answer").path("body").asText())
          .contains("chat.completion")
          .doesNotContain("provider-key");
    }
  }

  @Test
  void cutsWhatIsLong() {
    try (RunningGateway gateway = with("capture = \"all\"\ncapture_max_bytes = 256")) {
      String id = ask(gateway, "oa/gpt-6-sol", "\"user\":\"" + "u".repeat(1_000) + "\",");

      JsonNode request = stage(captures(gateway, id, 4), "client_request");

      assertThat(request.path("truncated").asBoolean()).isTrue();
      assertThat(request.path("bytes").asInt()).isGreaterThan(1_000);
      assertThat(request.path("body").asText()).hasSize(256);
    }
  }

  @Test
  void keepsOnlyWhatFailedWhereErrorsAreAskedFor() {
    try (RunningGateway gateway = with("capture = \"errors\"")) {
      String fine = ask(gateway, "oa/gpt-6-sol", "");
      gateway.script().then(replay(400, "{\"error\":{\"message\":\"no\"}}"));
      String failed = ask(gateway, "oa/gpt-6-sol", "");

      assertThat(stages(captures(gateway, failed, 4))).contains("provider_answer 1");
      assertThat(control(gateway).get("/v1/records/" + fine + "/captures").at("/data")).isEmpty();
    }
  }

  @Test
  void keepsNothingUnlessAsked() {
    try (RunningGateway gateway = with("")) {
      String id = ask(gateway, "oa/gpt-6-sol", "");
      gateway.record(id);

      assertThat(control(gateway).get("/v1/records/" + id + "/captures").at("/data")).isEmpty();
    }
  }

  @Test
  void showsThemToOperatorsOnly() {
    try (RunningGateway gateway = with("capture = \"all\"")) {
      String id = ask(gateway, "oa/gpt-6-sol", "");
      captures(gateway, id, 4);

      assertThat(new Control(gateway, Control.BLUE).get("/v1/records/" + id + "/captures").status())
          .as("status for a caller")
          .isEqualTo(403);
    }
  }

  private static RunningGateway with(String analytics) {
    return new RunningGateway(
        Control.CONFIG + "\n[analytics]\n" + analytics + "\n", SimulatorOptions.standard());
  }

  private static Step replay(int status, String body) {
    return new Step.Replay(status, "application/json", Buffer.buffer(body), List.of(1_000));
  }

  private static Control control(RunningGateway gateway) {
    return new Control(gateway, Control.OPERATOR);
  }

  private static String ask(RunningGateway gateway, String model, String more) {
    String body =
        "{\"model\":\"%s\",%s\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(model, more);
    return gateway
        .send(
            control(gateway)
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(body))
                .build())
        .headers()
        .firstValue("x-request-id")
        .orElseThrow();
  }

  /** They are written a moment after the answer. */
  private static List<JsonNode> captures(RunningGateway gateway, String id, int count) {
    List<JsonNode> found = new ArrayList<>();
    Eventually.get(
            count + " captures of " + id,
            () -> control(gateway).get("/v1/records/" + id + "/captures").at("/data"),
            data -> data.size() >= count)
        .forEach(found::add);
    assertThat(found).hasSize(count);
    return found;
  }

  private static List<String> stages(List<JsonNode> captures) {
    return captures.stream()
        .map(each -> each.path("stage").asText() + " " + each.path("attempt").asInt())
        .toList();
  }

  private static JsonNode stage(List<JsonNode> captures, String stage) {
    return captures.stream()
        .filter(each -> each.path("stage").asText().equals(stage))
        .findFirst()
        .orElseThrow();
  }
}
