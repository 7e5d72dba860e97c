package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every official SDK leaves the choice to the engine, whole and streamed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoutedIT {
  private static final String CONFIG =
      """
      [server]
      api_key = "operator-key"

      [[providers]]
      id = "openai-up"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "openai"
      models = ["gpt-6-sol", "gpt-6-luna"]
      local = false

      [[providers]]
      id = "anthropic-up"
      provider_type = "simulator"
      protocol = "anthropic"
      maker = "anthropic"
      models = ["claude-sonnet-5-5", "claude-haiku-5-5"]
      local = false

      [[providers]]
      id = "google-up"
      provider_type = "simulator"
      protocol = "gemini"
      maker = "google"
      models = ["gemini-3.8-flash"]
      local = false

      [[providers]]
      id = "down"
      provider_type = "anthropic"
      api_key = "provider-key"
      endpoint = "http://127.0.0.1:1"
      models = ["claude-sonnet-5-5"]

      [profiles.balanced]
      deny = ["down"]
      [profiles.cheap]
      deny = ["down"]
      [profiles.fast]
      deny = ["down"]
      [profiles.best]
      deny = ["down"]
      [profiles.code]
      deny = ["down"]
      [profiles.risky]
      based_on = "best"
      prefer = ["down"]
      """;

  private final Gateway gateway = Gateway.start(CONFIG);

  @AfterAll
  void stop() {
    gateway.close();
  }

  static Stream<Arguments> sdksAndNames() {
    return Stream.of(Sdk.values())
        .flatMap(
            sdk ->
                Stream.of("auto", "profile:cheap", "profile:fast", "profile:best", "profile:code")
                    .map(model -> Arguments.of(sdk, model)));
  }

  @ParameterizedTest
  @MethodSource("sdksAndNames")
  void theEngineChoosesAndTheDecisionSaysWhat(Sdk sdk, String model) {
    for (boolean stream : new boolean[] {false, true}) {
      Asked asked = ask(sdk, model, stream);

      JsonNode decision = asked.decision();
      String profile = model.equals("auto") ? "balanced" : model.substring("profile:".length());
      assertThat(asked.answer().text()).startsWith("[simulated] You said \"Is the sea green?\".");
      assertThat(asked.answer().end()).isEqualTo(Answer.End.DONE);
      assertThat(decision.at("/question/requested").asText()).isEqualTo(model);
      assertThat(decision.at("/question/profile").asText()).isEqualTo(profile);
      assertThat(decision.path("layers")).hasSize(5);
      assertThat(decision.at("/plan/0/model").asText()).isEqualTo(asked.served());
      assertThat(decision.at("/outcome/served").asText()).isEqualTo(asked.served());
      assertThat(decision.at("/outcome/attempts").intValue()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheFirstIsDownTheNextAnswersAndBothAccountsSayWhy(Sdk sdk) {
    for (boolean stream : new boolean[] {false, true}) {
      Asked asked = ask(sdk, "profile:risky", stream);

      assertThat(asked.answer().text()).startsWith("[simulated] You said");
      assertThat(asked.served()).isNotEmpty().doesNotStartWith("down/");
      assertThat(asked.decision().at("/outcome/served").asText()).isEqualTo(asked.served());
      assertThat(asked.wasTriedInVain("down") || asked.wasLeftOut("down/claude-sonnet-5-5"))
          .as("%s %s", asked.record(), asked.decision())
          .isTrue();
    }
  }

  /**
   * A request that was answered.
   *
   * @param record what the gateway recorded of it
   */
  private record Asked(Answer answer, JsonNode record, JsonNode decision) {
    String served() {
      return record.at("/record/served").asText();
    }

    /** The record tells of a failed attempt at {@code provider}, which the plan begins with. */
    boolean wasTriedInVain(String provider) {
      JsonNode first = record.at("/attempts/0");
      return first.path("provider").asText().equals(provider)
          && !first.path("outcome").asText().equals("ok")
          && decision.at("/plan/0/model").asText().startsWith(provider + "/");
    }

    /** The decision tells that its circuit breaker let no call pass. */
    boolean wasLeftOut(String model) {
      return StreamSupport.stream(decision.at("/layers/0/dropped").spliterator(), false)
          .anyMatch(
              dropped ->
                  dropped.path("model").asText().equals(model)
                      && dropped.path("reason").asText().equals("circuit_open"));
    }
  }

  private Asked ask(Sdk sdk, String model, boolean stream) {
    String id = "routed-" + UUID.randomUUID();
    Talk talk = sdk.at(gateway.address(), Gateway.KEY, Map.of("x-request-id", id));
    Question question = Question.of(model, "Is the sea green?");
    Answer answer = stream ? talk.stream(question) : talk.ask(question);
    JsonNode record = Records.of(gateway, id, Gateway.KEY);
    JsonNode decision =
        Http.send(
                Http.Ask.get(gateway.at("/v1/decisions/" + record.at("/decision/id").asText()))
                    .with("x-api-key", Gateway.KEY))
            .good()
            .json();
    return new Asked(answer, record, decision);
  }
}
