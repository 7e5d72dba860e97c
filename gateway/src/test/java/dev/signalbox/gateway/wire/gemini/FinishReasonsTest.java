package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every documented finish reason, both ways. */
final class FinishReasonsTest {
  @ParameterizedTest
  @CsvSource({
    "FINISH_REASON_UNSPECIFIED, END, TOOL_CALLS",
    "STOP, END, TOOL_CALLS",
    "MAX_TOKENS, MAX_TOKENS, MAX_TOKENS",
    "SAFETY, CONTENT_FILTER, CONTENT_FILTER",
    "RECITATION, CONTENT_FILTER, CONTENT_FILTER",
    "LANGUAGE, ERROR, ERROR",
    "OTHER, ERROR, ERROR",
    "BLOCKLIST, CONTENT_FILTER, CONTENT_FILTER",
    "PROHIBITED_CONTENT, CONTENT_FILTER, CONTENT_FILTER",
    "SPII, CONTENT_FILTER, CONTENT_FILTER",
    "MALFORMED_FUNCTION_CALL, ERROR, ERROR",
    "IMAGE_SAFETY, CONTENT_FILTER, CONTENT_FILTER",
    "IMAGE_PROHIBITED_CONTENT, CONTENT_FILTER, CONTENT_FILTER",
    "IMAGE_OTHER, ERROR, ERROR",
    "NO_IMAGE, ERROR, ERROR",
    "IMAGE_RECITATION, CONTENT_FILTER, CONTENT_FILTER",
    "UNEXPECTED_TOOL_CALL, ERROR, TOOL_CALLS",
    "TOO_MANY_TOOL_CALLS, ERROR, ERROR",
    "MISSING_THOUGHT_SIGNATURE, ERROR, ERROR",
    "MALFORMED_RESPONSE, ERROR, ERROR",
    "MODEL_ARMOR, CONTENT_FILTER, CONTENT_FILTER",
    "SOMETHING_NEW, END, TOOL_CALLS",
  })
  void readsAFinishReasonByWhetherThereAreCalls(String name, StopReason without, StopReason with) {
    assertThat(FinishReasons.read(name, false)).isEqualTo(without);
    assertThat(FinishReasons.read(name, true)).isEqualTo(with);
  }

  @ParameterizedTest
  @CsvSource({
    "END, STOP, false",
    "STOP_SEQUENCE, STOP, false",
    "MAX_TOKENS, MAX_TOKENS, false",
    "TOOL_CALLS, STOP, false",
    "CONTENT_FILTER, SAFETY, false",
    "REFUSAL, SAFETY, true",
    "PAUSE, STOP, true",
    "CONTEXT_EXCEEDED, MAX_TOKENS, true",
    "ERROR, OTHER, false",
  })
  void writesAStopReasonAndTellsWhereItChanges(StopReason stop, String name, boolean told) {
    assertThat(FinishReasons.write(stop)).isEqualTo(name);
    assertThat(FinishReasons.loss(stop).isPresent()).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"1, STOP", "2, MAX_TOKENS", "3, SAFETY", "12, UNEXPECTED_TOOL_CALL", "99, 99"})
  void readsNumbersByTheirNames(int number, String name) {
    assertThat(FinishReasons.name(StrictJson.object().numberNode(number)))
        .isEqualTo(Optional.of(name));
  }
}
