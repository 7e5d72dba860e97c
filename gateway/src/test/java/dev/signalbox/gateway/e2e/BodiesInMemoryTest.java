package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that has room in its memory for one large body, and who comes second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BodiesInMemoryTest {
  /** One percent of the heap; six tenths of it are one body. */
  private static final int ROOM = (int) (Runtime.getRuntime().maxMemory() / 100);

  private final HeldProvider provider = new HeldProvider();
  private final RunningGateway gateway =
      new RunningGateway(
          """
          max_body_bytes = 1073741824
          [[providers]]
          id = "held"
          provider_type = "openai_chat"
          api_key = "provider-key"
          endpoint = "%s"
          [overload]
          max_bodies_percent = 1
          """
              .formatted(provider.origin()),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    provider.close();
  }

  @ParameterizedTest(name = "O06 {0}")
  @EnumSource
  @DisplayName("O06 where large bodies fill their room, others are told to come again")
  void refusesBodiesThatDoNotFit(ClientApi client) throws Exception {
    provider.hold();
    Future<HttpResponse<byte[]>> first =
        provider.begin(() -> send(ClientApi.CHAT, known(ClientApi.CHAT, ROOM * 6 / 10)));
    provider.awaitWaiting(1);

    HttpResponse<byte[]> second = send(client, known(client, ROOM * 6 / 10));
    HttpResponse<byte[]> unknown = send(client, unknown(client, ROOM * 6 / 10));
    Future<HttpResponse<byte[]>> small = provider.begin(() -> send(client, known(client, 1_000)));
    provider.awaitWaiting(2);
    JsonNode health = StrictJson.parse(gateway.send(gateway.request("/health").build()).body());
    provider.open();

    for (HttpResponse<byte[]> refused : List.of(second, unknown)) {
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      assertThat(refused.headers().firstValue("x-signalbox-error")).contains("gateway_overloaded");
      assertThat(client.errorMessage(refused.body())).contains("large bodies");
    }
    assertThat(health.at("/faults/shed_bodies").asInt()).isPositive();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(small.get().statusCode()).isEqualTo(200);
    assertThat(send(client, known(client, ROOM * 6 / 10)).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyThatWouldNeverFitIsTooLarge() {
    HttpResponse<byte[]> answer = send(ClientApi.CHAT, known(ClientApi.CHAT, ROOM * 2));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(ClientApi.CHAT.errorMessage(answer.body())).contains("larger than the");
  }

  private HttpResponse<byte[]> send(ClientApi client, BodyPublisher body) {
    return gateway.send(gateway.request(client.path("held/m", false)).POST(body).build());
  }

  private static BodyPublisher known(ClientApi client, int length) {
    return BodyPublishers.ofByteArray(body(client, length));
  }

  private static BodyPublisher unknown(ClientApi client, int length) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body(client, length)));
  }

  private static byte[] body(ClientApi client, int length) {
    String body = client.body("held/m", false);
    return (body + " ".repeat(Math.max(0, length - body.length())))
        .getBytes(StandardCharsets.UTF_8);
  }
}
