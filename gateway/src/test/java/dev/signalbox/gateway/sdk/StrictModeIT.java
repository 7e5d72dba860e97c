package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.errors.OpenAIServiceException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be carried over from one API to another: told, or refused in strict mode. */
@ExtendWith(RunningGateway.class)
final class StrictModeIT {
  private static final Map<String, Object> BIAS = Map.of("logit_bias", Map.of("50256", -100));
  private static final Map<String, Object> TOP_K = Map.of("top_k", 3);
  private static final Map<String, Object> SAFETY =
      Map.of(
          "safetySettings",
          List.of(Map.of("category", "HARM_CATEGORY_HARASSMENT", "threshold", "BLOCK_ONLY_HIGH")));

  /** A field of one API, {@code field}, that the API of {@code model} does not have. */
  record Lost(Sdk sdk, String model, Map<String, Object> extra, String field) {
    Question question() {
      return Question.of(model, "Hello").withExtra(extra);
    }
  }

  /** One for each pair of different APIs. */
  static Stream<Lost> losses() {
    Map<String, Object> calls = Map.of("max_tool_calls", 3);
    return Stream.of(
        new Lost(Sdk.OPENAI_CHAT, "sim-responses", BIAS, "logit_bias"),
        new Lost(Sdk.OPENAI_CHAT, "sim-claude", BIAS, "logit_bias"),
        new Lost(Sdk.OPENAI_CHAT, "sim-gemini", BIAS, "logit_bias"),
        new Lost(Sdk.OPENAI_RESPONSES, "sim-chat", calls, "max_tool_calls"),
        new Lost(Sdk.OPENAI_RESPONSES, "sim-claude", calls, "max_tool_calls"),
        new Lost(Sdk.OPENAI_RESPONSES, "sim-gemini", calls, "max_tool_calls"),
        new Lost(Sdk.ANTHROPIC, "sim-chat", TOP_K, "top_k"),
        new Lost(Sdk.ANTHROPIC, "sim-responses", TOP_K, "top_k"),
        new Lost(
            Sdk.ANTHROPIC,
            "sim-gemini",
            Map.of("metadata", Map.of("user_id", "u-1")),
            "metadata.user_id"),
        new Lost(
            Sdk.GEMINI,
            "sim-chat",
            Map.of("generationConfig", Map.of("topK", 3)),
            "generationConfig.topK"),
        new Lost(Sdk.GEMINI, "sim-responses", SAFETY, "safetySettings"),
        new Lost(Sdk.GEMINI, "sim-claude", SAFETY, "safetySettings"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void strictModeRefusesALossInTheSdksOwnClassAndNamesTheField(Lost lost, Gateway gateway) {
    Talk strict = lost.sdk().at(gateway.address(), Gateway.KEY, Map.of("x-signalbox-strict", "1"));

    for (Throwable raised :
        List.of(
            catchThrowable(() -> strict.ask(lost.question())),
            catchThrowable(() -> strict.stream(lost.question())))) {
      assertThat(strict.failureOf(raised)).as("%s", raised).isEqualTo(Talk.Failure.BAD_REQUEST);
      assertThat(raised).hasMessageContainingAll("`" + lost.field() + "`", "strict mode");
      if (raised instanceof OpenAIServiceException refused) {
        assertThat(refused.param()).contains(lost.field());
        assertThat(refused.code()).contains("translation_loss");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void otherwiseTheSameIsAnsweredAndTheLossTold(Lost lost, Gateway gateway) {
    String id = "loss-%s-%s".formatted(lost.sdk(), lost.model());
    Talk talk = lost.sdk().at(gateway.address(), Gateway.KEY, Map.of("x-request-id", id));

    Answer answer = talk.ask(lost.question());

    assertThat(answer.text()).startsWith("[simulated] You said \"Hello\".");
    assertThat(Records.of(gateway, id, Gateway.KEY).path("losses"))
        .extracting(loss -> loss.path("field").asText() + ":" + loss.path("kind").asText())
        .contains(lost.field() + ":dropped");
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.gateway.sdk.SdkMatrixIT#pairs")
  void strictModeAnswersWhatLosesNothing(Sdk sdk, String model, Gateway gateway) {
    Talk strict = sdk.at(gateway.address(), Gateway.KEY, Map.of("x-signalbox-strict", "1"));
    Question question = Question.of(model, "Hello");

    assertThat(strict.ask(question))
        .isEqualTo(sdk.at(gateway.address(), Gateway.KEY).ask(question));
  }
}
