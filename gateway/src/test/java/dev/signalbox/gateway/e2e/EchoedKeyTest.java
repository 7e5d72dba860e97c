package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that says the key that it was sent, in answers in which nothing else is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EchoedKeyTest {
  private static final String KEY = "sk-proj-0123456789abcdefghijklmnop";
  private static final String OTHER = "another-providers-key-5d1f0b";
  private static final String REST = KEY.substring(7);

  private final RunningGateway gateway =
      new RunningGateway(
          """
          [[providers]]
          id = "p"
          provider_type = "openai_chat"
          api_key = "%s"
          endpoint = "UPSTREAM"
          [[providers]]
          id = "other"
          provider_type = "openai_chat"
          api_key = "%s"
          endpoint = "UPSTREAM"
          """
              .formatted(KEY, OTHER),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "X08 {0}")
  @EnumSource
  @DisplayName("X08 a key in the texts of a good stream is taken out, however it is spread")
  void isTakenOutOfAGoodStream(ClientApi client) {
    for (int length : new int[] {3, 9, KEY.length()}) {
      gateway.script().then(GuardedGateway.stream(pieces(length)));

      HttpResponse<byte[]> answer =
          gateway.post(client.path("p/m", true), client.body("p/m", true));

      String said = GuardedGateway.joined(client, GuardedGateway.text(answer));
      assertThat(GuardedGateway.text(answer)).contains(client.endOfStream());
      assertThat(said).contains("it is ").endsWith(" indeed").doesNotContain(REST);
      assertThat(GuardedGateway.text(answer)).doesNotContain(KEY);
    }
  }

  @Test
  @DisplayName("X08 keys of all providers are taken out of an error")
  void isTakenOutOfAnErrorWhoseverItIs() {
    gateway
        .script()
        .then(
            new Step.Replay(
                400,
                "application/json",
                Buffer.buffer(
                    "{\"error\":{\"message\":\"not %s, nor ?key=%s\"}}".formatted(KEY, OTHER)),
                List.of()));

    HttpResponse<byte[]> answer =
        gateway.post("/v1/chat/completions", ClientApi.CHAT.body("p/m", false));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(GuardedGateway.text(answer)).contains("not [key], nor ?key=[key]");
  }

  @Test
  @DisplayName("X08 a key in what passes through is taken out where its chunks cut it")
  void isTakenOutOfWhatPassesThrough() {
    for (int chunk : new int[] {1, 7, 40}) {
      gateway
          .script()
          .then(
              new Step.Replay(
                  200,
                  "application/json",
                  Buffer.buffer("{\"choices\":[{\"text\":\"it is " + KEY + "\"}]}"),
                  List.of(chunk)));

      HttpResponse<byte[]> answer =
          gateway.post("/v1/completions", "{\"model\":\"p/m\",\"prompt\":\"x\"}");

      assertThat(GuardedGateway.text(answer))
          .isEqualTo("{\"choices\":[{\"text\":\"it is [key]\"}]}");
    }
  }

  private static String[] pieces(int length) {
    List<String> pieces = new ArrayList<>(List.of("it is "));
    for (int at = 0; at < KEY.length(); at += length) {
      pieces.add(KEY.substring(at, Math.min(KEY.length(), at + length)));
    }
    pieces.add(" indeed");
    return pieces.toArray(String[]::new);
  }
}
