package dev.signalbox.gateway.pipeline.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say in the end, and which say the same. */
final class FinalAnswerTest {
  private static Optional<JsonNode> of(String text) {
    return FinalAnswer.of(reply(1, Part.Text.of(text)));
  }

  private static Reply reply(int choices, Part... parts) {
    List<Choice> all =
        IntStream.range(0, choices)
            .mapToObj(
                index ->
                    new Choice(
                        index, List.of(parts), StopReason.END, Optional.empty(), Extras.NONE))
            .toList();
    return new Reply("r", "m", 1, all, Optional.empty(), Extras.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          7                                  | 7.0
          $1,250.50                          | 1250.5
          42%                                | The answer is 42.
          0                                  | -0
          B                                  | (b)
          B.                                 | The final answer is: **(B)**
          so 3 + 4 = 7 #### 7                | 7
          hence \\boxed{12}                  | answer: 12
          Yes.                               | yes
          "positive"                         | Positive
          {"a": 1, "b": [1.50]}              | {"b":[1.5],"a":1.0}
          {"a": " x "}                       | {"a":"x"}
          {"answer": 3, "reasoning": "long"} | {"reasoning": "other", "answer": 3.0}
          """)
  void takesTheseForTheSame(String one, String other) {
    assertThat(of(one)).isPresent().isEqualTo(of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          7                     | 8
          A                     | B
          yes                   | no
          -3                    | 3
          {"a": 1}              | {"a": "1"}
          {"a": [1, 2]}         | {"a": [2, 1]}
          {"a": null}           | {}
          first 7, answer is 8  | 7
          """)
  void tellsTheseApart(String one, String other) {
    assertThat(of(one)).isPresent().isNotEqualTo(of(other));
  }

  @Test
  void readsJsonInAFence() {
    assertThat(of("```json\n{\"a\": 1}\n```")).isPresent().isEqualTo(of("{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "This is a sentence that goes on for longer than a few words do, and then some more."
      })
  void saysNothingOfWhatCannotBeCompared(String text) {
    assertThat(of(text)).isEmpty();
  }

  @Test
  void saysNothingOfLongTextsOrSeveralChoices() {
    assertThat(of("{\"a\": \"" + "x".repeat(FinalAnswer.MOST_CHARACTERS) + "\"}")).isEmpty();
    assertThat(of("9".repeat(200))).isEmpty();
    assertThat(FinalAnswer.of(reply(2, Part.Text.of("7")))).isEmpty();
    assertThat(FinalAnswer.of(reply(0))).isEmpty();
  }

  @Test
  void comparesOneCallByItsToolAndArguments() {
    Stream<Optional<JsonNode>> same =
        Stream.of(call("t", "{\"a\":1}"), call("t", "{ \"a\": 1.0 }"));

    assertThat(same.distinct()).hasSize(1);
    assertThat(call("t", "{\"a\":1}")).isNotEqualTo(call("u", "{\"a\":1}"));
    assertThat(call("t", "{\"a\":1}")).isNotEqualTo(call("t", "{\"a\":2}"));
    assertThat(call("t", "")).isPresent().isEqualTo(call("t", "{}"));
    assertThat(call("t", "no JSON")).isEmpty();
    assertThat(
            FinalAnswer.of(
                reply(1, Part.ToolCall.of("1", "t", "{}"), Part.ToolCall.of("2", "t", "{}"))))
        .isEmpty();
  }

  private static Optional<JsonNode> call(String tool, String arguments) {
    return FinalAnswer.of(reply(1, Part.ToolCall.of("id", tool, arguments)));
  }
}
