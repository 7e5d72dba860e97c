package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.json.BodyScan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamUsageTest {
  private static final String TOLD =
      """
      : hello
      data: {"id":"c", "choices":[{"index":0,"delta":{"content":"say \\"usage\\":null"}}],"usage":null}

      data: {"usage" : null, "id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"id":"c","choices":[{"index":0,"delta":{"content":"x"}}], "usage":{"total_tokens":1}}

      data: {"id":"c","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}

      event: odd
      data: {"choices":[],"prompt_filter_results":[]}

      data: [DONE]

      data: {"id":"cut
      """;

  private static final String ASKED =
      """
      : hello
      data: {"id":"c", "choices":[{"index":0,"delta":{"content":"say \\"usage\\":null"}}]}

      data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"id":"c","choices":[{"index":0,"delta":{"content":"x"}}], "usage":{"total_tokens":1}}

      event: odd
      data: {"choices":[],"prompt_filter_results":[]}

      data: [DONE]

      data: {"id":"cut
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void onlyWhatWasNotAskedForIsMissingWhateverTheCuts(String lineEnd) {
    byte[] told = TOLD.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

    for (int size = 1; size <= told.length; size++) {
      StreamUsage stream = new StreamUsage(100_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int at = 0; at < told.length; at += size) {
        out.writeBytes(
            stream.rewritten(Arrays.copyOfRange(told, at, Math.min(told.length, at + size))));
      }
      out.writeBytes(stream.end());
      assertThat(out.toString(StandardCharsets.UTF_8))
          .as("cut by %d", size)
          .isEqualTo(ASKED.replace("\n", lineEnd));
    }
  }

  @Test
  void anEventGoesOutAsSoonAsItIsWhole() {
    StreamUsage stream = new StreamUsage(100_000);

    assertThat(stream.rewritten("data: {}\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(stream.rewritten("\n".getBytes(StandardCharsets.UTF_8))).asString().hasSize(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1 }                                  | {"a":1 ,"stream_options":{"include_usage":true}}
          {"stream_options":null,"a":1}             | {"stream_options":{"include_usage":true},"a":1}
          {"stream_options":{"include_usage":false, "b":1}} | {"stream_options":{"include_usage":true,"b":1}}
          {"stream_options":{"b":[1]},"a": 1.50}    | {"stream_options":{"b":[1],"include_usage":true},"a": 1.50}
          """)
  void isAddedAndNothingElseIsChanged(String request, String expected) {
    BodyScan scan = scan(request);

    assertThat(StreamUsage.isAsked(scan)).isFalse();
    assertThat(StreamUsage.isAddable(scan)).isTrue();
    assertThat(new String(StreamUsage.added(scan).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"include_usage\":1}}"
      })
  void whoSaysItHimselfIsLeftAlone(String request) {
    assertThat(StreamUsage.isAsked(scan(request))).isTrue();
  }

  @Test
  void whatIsNoObjectIsLeftToTheProvider() {
    assertThat(StreamUsage.isAddable(scan("{\"stream_options\":\"x\"}"))).isFalse();
  }

  private static BodyScan scan(String request) {
    return BodyScan.of(request.getBytes(StandardCharsets.UTF_8));
  }
}
