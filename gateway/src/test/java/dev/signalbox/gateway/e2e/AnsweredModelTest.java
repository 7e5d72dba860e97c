package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** U18: a provider that answers with another model than it was asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnsweredModelTest {
  private static final String WHOLE =
      "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"ANSWERED\",\"choices\":"
          + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,"
          + "\"completion_tokens\":0,\"total_tokens\":1000}}";
  private static final String EVENTS =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"ANSWERED\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":0,"
          + "\"total_tokens\":1000}}\n\ndata: [DONE]\n\n";

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control control = new Control(gateway, Control.OPERATOR);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"CHAT, false", "CHAT, true", "ANTHROPIC, false", "ANTHROPIC, true"})
  void isRecordedAndPricedAsTheOneThatAnswered(ClientApi client, boolean stream) {
    JsonNode record = recordOf(client, "gpt-6-luna", stream);

    assertThat(record.at("/record/served").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(record.at("/record/answered_model").asText()).isEqualTo("gpt-6-luna");
    JsonNode attempt = record.at("/attempts/0");
    assertThat(attempt.path("model").asText()).isEqualTo("gpt-6-sol");
    assertThat(attempt.path("answered_model").asText()).isEqualTo("gpt-6-luna");
    assertThat(attempt.path("priced_as").asText()).isEqualTo("openai/gpt-6-luna");
    assertThat(attempt.path("cost_nanos").longValue()).isEqualTo(priceOf("gpt-6-luna"));
  }

  @ParameterizedTest
  @CsvSource({"gpt-6-sol", "gpt-6-sol-2030-01-01"})
  void isPricedAsAskedWhereTheCatalogDoesNotKnowBetter(String answered) {
    JsonNode record = recordOf(ClientApi.CHAT, answered, false);

    JsonNode attempt = record.at("/attempts/0");
    assertThat(attempt.path("answered_model").asText()).isEqualTo(answered);
    assertThat(attempt.path("priced_as").asText()).isEqualTo("openai/gpt-6-sol");
    assertThat(attempt.path("cost_nanos").longValue()).isEqualTo(priceOf("gpt-6-sol"));
  }

  @Test
  void healthAndTheDecisionShowIt() {
    JsonNode record = recordOf(ClientApi.CHAT, "gpt-6-luna", false);

    Control.Answer decision = control.get("/v1/decisions/" + record.at("/decision/id").asText());
    Control.Answer health = control.get("/health");

    assertThat(decision.at("/outcome/served").asText()).isEqualTo("oa/gpt-6-sol");
    assertThat(decision.at("/outcome/answered_model").asText()).isEqualTo("gpt-6-luna");
    assertThat(
            health.json().at("/deployments").path("oa/gpt-6-sol").path("answered_model").asText())
        .isEqualTo("gpt-6-luna");
  }

  private JsonNode recordOf(ClientApi client, String answered, boolean stream) {
    String body = (stream ? EVENTS : WHOLE).replace("ANSWERED", answered);
    String type = stream ? "text/event-stream" : "application/json";
    gateway.script().then(new Step.Replay(200, type, Buffer.buffer(body), List.of(1_000)));
    var response =
        gateway.send(
            control
                .request(client.path("oa/gpt-6-sol", stream))
                .POST(BodyPublishers.ofString(client.body("oa/gpt-6-sol", stream)))
                .build());
    String id = response.headers().firstValue("x-request-id").orElseThrow();
    return control.record(id).json();
  }

  /** Of a thousand tokens of input, in nano-dollars. */
  private long priceOf(String model) {
    long million =
        control
            .get("/v1/catalog/openai/" + model)
            .at("/price/now/nanos_per_million/input")
            .longValue();
    assertThat(million).isPositive();
    return million / 1_000;
  }
}
