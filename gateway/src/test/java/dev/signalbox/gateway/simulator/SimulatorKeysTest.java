package dev.signalbox.gateway.simulator;

import static dev.signalbox.gateway.simulator.RunningSimulator.body;
import static dev.signalbox.gateway.simulator.RunningSimulator.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Protocol;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatorKeysTest {
  private final RunningSimulator running =
      new RunningSimulator(SimulatorOptions.standard().withAcceptedKeys(Set.of("key-1", "key-2")));

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, authorization, Bearer key-1",
    "RESPONSES, Authorization, bearer key-2",
    "ANTHROPIC, x-api-key, key-1",
    "ANTHROPIC, authorization, Bearer key-1",
    "GEMINI, x-goog-api-key, key-2"
  })
  void letsAKnownKeyPass(Protocol protocol, String header, String value) throws IOException {
    assertThat(status(question(protocol).header(header, value))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, x-api-key, key-1",
    "RESPONSES, authorization, key-1",
    "ANTHROPIC, x-goog-api-key, key-1",
    "GEMINI, authorization, Bearer key-1",
    "CHAT, authorization, Bearer key-3"
  })
  void refusesAKeyInTheWrongPlaceOrAWrongOne(Protocol protocol, String header, String value)
      throws IOException {
    assertThat(status(question(protocol).header(header, value))).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void refusesARequestWithoutAKeyInTheShapeOfTheApi(Protocol protocol) throws IOException {
    var answer = running.send(question(protocol));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(RunningSimulator.json(answer).path("error").path("message").asText())
        .contains("no key was given");
  }

  @Test
  void takesAzureAndQueryKeys() throws IOException {
    String azure = "/openai/deployments/d/chat/completions?api-version=1";
    String gemini = "/v1beta/models/m:generateContent?key=key-1";

    assertThat(
            status(running.post(azure, body(Protocol.CHAT, "m", false)).header("api-key", "key-1")))
        .isEqualTo(200);
    assertThat(status(running.post(gemini, body(Protocol.GEMINI, "m", false)))).isEqualTo(200);
    assertThat(status(running.at("/v1/models"))).isEqualTo(401);
  }

  private HttpRequest.Builder question(Protocol protocol) {
    return running.post(path(protocol, "m", false), body(protocol, "m", false));
  }

  private int status(HttpRequest.Builder request) throws IOException {
    return running.send(request).statusCode();
  }
}
