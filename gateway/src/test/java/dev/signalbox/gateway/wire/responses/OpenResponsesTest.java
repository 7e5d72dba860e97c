package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class OpenResponsesTest {
  private final OpenResponses stream = new OpenResponses(1_000);

  @Test
  void reasoningHasOtherNamesAndEverythingElseStays() {
    assertThat(
            rewritten(
                """
                event: response.reasoning_text.delta
                data: {"type":"response.reasoning_text.delta","delta":"a"}

                event: response.reasoning_text.done
                data: {"type":"response.reasoning_text.done"}

                data: one
                data: response.reasoning_text.done

                """))
        .isEqualTo(
            """
            event: response.reasoning.delta
            data: {"type":"response.reasoning.delta","delta":"a"}

            event: response.reasoning.done
            data: {"type":"response.reasoning.done"}

            data: one
            data: response.reasoning_text.done

            """);
  }

  @Test
  void anEventWaitsForItsEnd() {
    assertThat(rewritten("data: a")).isEmpty();
    assertThat(rewritten("b\n\n")).isEqualTo("data: ab\n\n");
    assertThat(rewritten("data: c")).isEmpty();
    assertThat(end(false)).isEqualTo("data: c\n\n");
  }

  @Test
  void aStreamThatEndedWellSaysSoOnce() {
    OpenResponses said = new OpenResponses(1_000);
    said.rewritten("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));

    assertThat(end(true)).isEqualTo("data: [DONE]\n\n");
    assertThat(said.end(true)).isEmpty();
    assertThat(new OpenResponses(1_000).end(false)).isEmpty();
  }

  private String rewritten(String bytes) {
    return new String(
        stream.rewritten(bytes.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  private String end(boolean whole) {
    return new String(stream.end(whole), StandardCharsets.UTF_8);
  }
}
