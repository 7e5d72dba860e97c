package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every official SDK raises its own exception class, whichever API failed behind the gateway. */
@ExtendWith(RunningGateway.class)
final class SdkErrorsIT {
  static Stream<Arguments> pairs() {
    return SdkMatrixIT.pairs();
  }

  /**
   * Each pair with each failure. A key that is refused is the gateway's own: its client could not
   * mend it and must not take it for its own.
   */
  static Stream<Arguments> faults() {
    Map<String, Talk.Failure> faults =
        Map.of(
            "400", Talk.Failure.BAD_REQUEST,
            "401", Talk.Failure.SERVER,
            "403", Talk.Failure.SERVER,
            "404", Talk.Failure.NOT_FOUND,
            "429", Talk.Failure.RATE_LIMITED,
            "500", Talk.Failure.SERVER,
            "503", Talk.Failure.SERVER,
            "504", Talk.Failure.SERVER,
            "overloaded", Talk.Failure.SERVER);
    return pairs()
        .flatMap(
            pair ->
                faults.entrySet().stream()
                    .map(
                        fault ->
                            Arguments.of(
                                pair.get()[0],
                                pair.get()[1] + ":fault=" + fault.getKey(),
                                fault.getValue())));
  }

  /** The simulated providers whose formats refuse a conversation without turns. */
  static Stream<Arguments> pairsThatRefuseNothingSaid() {
    return pairs()
        .filter(pair -> List.of("sim-chat", "sim-claude").contains(String.valueOf(pair.get()[1])));
  }

  @ParameterizedTest
  @EnumSource
  void raisesUnauthorizedForAWrongKey(Sdk sdk, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), "wrong");
    Question question = Question.of("sim-chat", "Hello");

    assertThat(talk.failureOf(catchThrowable(() -> talk.ask(question))))
        .isEqualTo(Talk.Failure.UNAUTHORIZED);
    assertThat(talk.failureOf(catchThrowable(() -> talk.stream(question))))
        .isEqualTo(Talk.Failure.UNAUTHORIZED);
  }

  @ParameterizedTest
  @EnumSource
  void raisesNotFoundForAnUnknownModelAndNamesANearOne(Sdk sdk, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);

    Throwable raised = catchThrowable(() -> talk.ask(Question.of("gpt-4p", "Hello")));

    assertThat(talk.failureOf(raised)).as("%s", raised).isEqualTo(Talk.Failure.NOT_FOUND);
    assertThat(raised).hasMessageContainingAll("`gpt-4p`", "`gpt-4o`");
  }

  @ParameterizedTest
  @MethodSource("pairsThatRefuseNothingSaid")
  void raisesBadRequestForAQuestionWithoutTurns(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question empty = Question.of(model, "").withTurns(List.of());

    Throwable raised = catchThrowable(() -> talk.ask(empty));

    assertThat(talk.failureOf(raised)).as("%s", raised).isEqualTo(Talk.Failure.BAD_REQUEST);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void raisesTheClassOfTheProvidersFailure(
      Sdk sdk, String model, Talk.Failure failure, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);
    Question question = Question.of(model, "Hello");

    for (Throwable raised :
        List.of(
            catchThrowable(() -> talk.ask(question)),
            catchThrowable(() -> talk.stream(question)))) {
      assertThat(talk.failureOf(raised)).as("%s", raised).isEqualTo(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void raisesWhenAStreamBreaksOff(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);

    assertThat(catchThrowable(() -> talk.stream(Question.of(model + ":fault=cut", "Hello"))))
        .isNotNull();
    assertThat(
            catchThrowable(() -> talk.stream(Question.of(model + ":fault=error-event", "Hello"))))
        .isNotNull();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void raisesWhenAWholeAnswerBreaksOff(Sdk sdk, String model, Gateway gateway) {
    Talk talk = sdk.at(gateway.address(), Gateway.KEY);

    assertThat(catchThrowable(() -> talk.ask(Question.of(model + ":fault=cut", "Hello"))))
        .isNotNull();
  }
}
