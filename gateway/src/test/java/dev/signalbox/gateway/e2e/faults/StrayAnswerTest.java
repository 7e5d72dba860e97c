package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** C13: An answer too many on a connection moves all later ones by one. */
final class StrayAnswerTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final String STRAY =
      """
      HTTP/1.1 200 OK\r
      content-type: text/html\r
      content-length: 4\r
      \r
      EVIL\
      """;

  @Test
  @DisplayName("C13 after what is no answer nobody gets the answer of somebody else")
  void aConnectionOnWhichNoAnswerCameIsNotUsedAgain() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(
                List.of(
                    ASKED,
                    answer("first"),
                    ASKED,
                    Act.text(STRAY),
                    ASKED,
                    answer("second"),
                    new Act.AwaitClose()),
                List.of(ASKED, answer("third"), new Act.AwaitClose())));
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, "first_byte_timeout_ms = 9000\n")) {
      assertThat(ask(bench)).contains("first");
      assertThat(ask(bench)).contains("error").doesNotContain("EVIL");

      assertThat(ask(bench)).contains("third").doesNotContain("second");
    }
  }

  private static String ask(Bench bench) {
    return new String(bench.ask(ClientApi.CHAT, Bench.ALONE, false).body(), StandardCharsets.UTF_8);
  }

  private static Act answer(String text) {
    String body = Wire.CHAT.replace("hello", text);
    return Act.text(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(body.length(), body));
  }
}
