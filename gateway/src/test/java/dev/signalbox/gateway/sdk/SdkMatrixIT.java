package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every official SDK asks models of every API. */
@ExtendWith(RunningGateway.class)
final class SdkMatrixIT {
  private static final Question.Media PNG =
      new Question.Media(
          "image/png",
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private static final Question.Media PDF =
      new Question.Media("application/pdf", base64("%PDF-1.4\n%%EOF\n"));
  private static final Question.Media WAV =
      new Question.Media("audio/wav", base64("RIFF\0\0\0\0WAVEfmt "));

  private static final Map<String, Object> PLACE =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer")),
          "required",
          List.of("city", "days"),
          "additionalProperties",
          false);

  private static final Question.Function WEATHER =
      new Question.Function("get_weather", "The weather of a place", PLACE);
  private static final Question.Function TIME =
      new Question.Function("get_time", "The time in a place", PLACE);

  static Stream<Arguments> pairs() {
    return Stream.of(Sdk.values())
        .flatMap(
            sdk ->
                Stream.of("sim-chat", "sim-responses", "sim-claude", "sim-gemini")
                    .map(model -> Arguments.of(sdk, model)));
  }

  static Stream<Arguments> pairsOfSdksWithSound() {
    return pairs()
        .filter(pair -> List.of(Sdk.OPENAI_CHAT, Sdk.GEMINI).contains((Sdk) pair.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void answersAndStreamsTheSameText(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Is the sea green?");

    Answer whole = talk.ask(question);

    assertThat(whole.text()).startsWith("[simulated] You said \"Is the sea green?\".");
    assertThat(whole.end()).isEqualTo(Answer.End.DONE);
    assertThat(whole.input()).isPositive();
    assertThat(whole.output()).isPositive();
    assertThat(talk.stream(question)).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void callsAFunctionAndUsesItsResult(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Weather?").withFunctions(WEATHER);

    Answer called = talk.ask(question);

    assertThat(called.end()).isEqualTo(Answer.End.CALLS);
    assertThat(called.calls()).extracting(Answer.Call::name).containsExactly("get_weather");
    assertPlace(called.calls().getFirst().arguments());
    Answer streamed = talk.stream(question);
    assertThat(streamed.withoutIds()).isEqualTo(called.withoutIds());
    Question next = question.followedBy(streamed, List.of("22 degrees"));
    Answer last = talk.ask(next);
    assertThat(last.text()).contains("22 degrees");
    assertThat(last.end()).isEqualTo(Answer.End.DONE);
    assertThat(talk.stream(next)).isEqualTo(last);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void callsInParallel(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question =
        Question.of(model, "Weather and time in Rome?").withFunctions(WEATHER, TIME);

    Answer called = talk.ask(question);

    assertThat(called.calls())
        .extracting(Answer.Call::name)
        .containsExactlyInAnyOrder("get_weather", "get_time");
    called.calls().forEach(call -> assertPlace(call.arguments()));
    assertThat(talk.stream(question).withoutIds()).isEqualTo(called.withoutIds());
    assertThat(talk.ask(question.followedBy(called, List.of("first one", "second one"))).text())
        .containsSubsequence("first one", "second one");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void givesStructuredOutput(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Where?").withSchema(PLACE);

    Answer whole = talk.ask(question);

    assertPlace(Talk.json(whole.text()));
    assertThat(talk.stream(question)).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void takesAnImage(Sdk sdk, String model, Gateway gateway) {
    Answer answer =
        sdk.at(gateway.address(), Gateway.KEY).ask(Question.showing(model, "What is this?", PNG));

    assertThat(answer.text())
        .contains("What is this?", "With it came an image (image/png, 70 bytes)");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void takesADocument(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.showing(model, "What does it say?", PDF);

    Answer answer = talk.ask(question);

    assertThat(answer.text())
        .contains("What does it say?", "With it came a document", "(application/pdf, 15 bytes)");
    assertThat(talk.stream(question)).isEqualTo(answer);
  }

  /** Two of the APIs have sound; to models of the others it is a loss that strict mode refuses. */
  @ParameterizedTest
  @MethodSource("pairsOfSdksWithSound")
  void takesSoundWhereTheModelsApiHasIt(Sdk sdk, String model, Gateway gateway) {
    boolean possible = !List.of("sim-responses", "sim-claude").contains(model);
    Talk strict = sdk.at(gateway.address(), Gateway.KEY, Map.of("x-signalbox-strict", "1"));
    Question question = Question.showing(model, "What is heard?", WAV);

    Answer answer = sdk.at(gateway.address(), Gateway.KEY).ask(question);

    assertThat(answer.text()).contains("What is heard?");
    assertThat(answer.text().contains("audio (audio/wav, 16 bytes)")).isEqualTo(possible);
    if (possible) {
      assertThat(strict.ask(question)).isEqualTo(answer);
    } else {
      assertThat(strict.failureOf(catchThrowable(() -> strict.ask(question))))
          .isEqualTo(Talk.Failure.BAD_REQUEST);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void takesASystemPrompt(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Who are you?");

    Answer without = talk.ask(question);
    Answer with = talk.ask(question.withSystem("You are a captain of a very small boat."));

    assertThat(with.text()).isNotEqualTo(without.text());
    assertThat(with.input()).isGreaterThan(without.input());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void keepsTheOutputLimit(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Tell me of the sea.").withMaxTokens(16);

    Answer whole = talk.ask(question);

    assertThat(whole.end()).isEqualTo(Answer.End.LIMIT);
    assertThat(whole.output()).isBetween(1L, 16L);
    assertThat(talk.stream(question)).isEqualTo(whole);
  }

  /** The Responses API has no stop texts, neither to ask for nor to pass on. */
  @ParameterizedTest
  @MethodSource("pairs")
  void stopsAtAStopText(Sdk sdk, String model, Gateway gateway) {
    boolean possible = sdk != Sdk.OPENAI_RESPONSES && !model.equals("sim-responses");
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Stop?").withStop(" said");

    Answer whole = talk.ask(question);

    assertThat(whole.end()).isEqualTo(Answer.End.DONE);
    assertThat(whole.text().equals("[simulated] You")).isEqualTo(possible);
    assertThat(talk.stream(question)).isEqualTo(whole);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertPlace(JsonNode place) {
    assertThat(place.path("city").isTextual()).as("city of %s", place).isTrue();
    assertThat(place.path("days").isIntegralNumber()).as("days of %s", place).isTrue();
  }
}
