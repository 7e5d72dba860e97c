package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.aws.AgentServer;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider at Bedrock that signs with the access keys of the machine it runs on. */
final class BedrockHostKeysTest {
  private static final String CONFIG =
      """
      [[providers]]
      id = "bedrock"
      provider_type = "bedrock"
      region = "eu-central-1"
      credentials = "chain"
      endpoint = "UPSTREAM"
      models = ["amazon.nova-pro-v1:0"]
      """;

  @TempDir private Path folder;

  private final AgentServer agent = new AgentServer();

  @AfterEach
  void stop() {
    agent.close();
  }

  private RunningGateway started() {
    return RunningGateway.ofFile(
        CONFIG,
        Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", agent.origin(), "HOME", folder.toString()),
        folder);
  }

  private static HttpResponse<byte[]> ask(RunningGateway gateway) {
    return gateway.post("/v1/chat/completions", ClientApi.CHAT.body("amazon.nova-pro-v1:0", false));
  }

  private static Step answer() {
    return new Step.Replay(
        200,
        "application/json",
        Buffer.buffer(
            StrictJson.toBytes(Recordings.own("bedrock", "text-whole").body().orElseThrow())),
        List.of());
  }

  private static String signedBy(RunningGateway gateway) {
    return String.valueOf(gateway.simulator().received().getLast().headers().get("authorization"));
  }

  @Test
  void oneOfTheInstanceServesManyAndIsShownToNobody() {
    try (RunningGateway gateway = started()) {
      gateway.script().onUri("/model/", answer());
      gateway.script().onUri("/model/", answer());

      assertThat(ask(gateway).statusCode()).isEqualTo(200);
      assertThat(ask(gateway).statusCode()).isEqualTo(200);

      assertThat(signedBy(gateway)).contains("Credential=ASIA1/", "x-amz-security-token");
      assertThat(gateway.simulator().received().getLast().headers().get("x-amz-security-token"))
          .isEqualTo("token-canary-1");
      assertThat(agent.asked()).hasSize(3);
      Control anybody = new Control(gateway, "");
      assertThat(
              anybody.get("/v1/providers/bedrock").json().toString()
                  + anybody.get("/v1/config").json())
          .doesNotContain("secret-canary", "token-canary");
    }
  }

  @Test
  void oneThatAwsTakesNoMoreIsLookedForAnewWithinTheRequest() {
    String quoted = "{\"message\":\"The security token secret-canary-1 is expired\"}";
    try (RunningGateway gateway = started()) {
      gateway
          .script()
          .onUri(
              "/model/",
              new Step.Status(
                  403, Map.of("x-amzn-errortype", "ExpiredTokenException"), Optional.of(quoted)));
      gateway.script().onUri("/model/", answer());

      HttpResponse<byte[]> answered = ask(gateway);

      assertThat(answered.statusCode()).isEqualTo(200);
      assertThat(signedBy(gateway)).contains("Credential=ASIA2/");
      assertThat(
              gateway
                  .record(answered.headers().firstValue("x-request-id").orElseThrow())
                  .attempts())
          .hasSize(1);
    }
  }

  @Test
  void whereThereIsNoneTheRequestSaysSoAndNothingIsSent() {
    agent.close();
    try (RunningGateway gateway = started()) {
      HttpResponse<byte[]> answered = ask(gateway);

      assertThat(answered.statusCode()).isEqualTo(502);
      assertThat(new String(answered.body(), StandardCharsets.UTF_8))
          .contains("the metadata service of the instance could not be reached");
      assertThat(gateway.simulator().received()).isEmpty();
    }
  }
}
