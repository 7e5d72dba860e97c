package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K05: a key is taken back while a stream runs that it was let in with. */
final class RevokedKeyTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

  @Test
  @DisplayName("K05 the stream that runs finishes, and nothing else is let in")
  void theStreamThatRunsFinishesAndNothingElseIsLetIn() {
    CompletableFuture<Void> revoked = new CompletableFuture<>();
    try (RawUpstream upstream =
            RawUpstream.answering(
                HEAD + chunk(StreamPieces.pieces(ClientApi.CHAT).getFirst()),
                new Act.Await(revoked),
                Act.text(chunk(StreamPieces.pieces(ClientApi.CHAT).getLast())),
                Act.text(chunk("data: [DONE]\n\n") + "0\r\n\r\n"),
                new Act.AwaitClose());
        RunningGateway gateway =
            new RunningGateway(
                Control.CONFIG
                    + """
                    [[providers]]
                    id = "slow"
                    provider_type = "openai_chat"
                    endpoint = "%s"
                    """
                        .formatted(upstream.origin()),
                SimulatorOptions.standard());
        RawClient client = new RawClient(gateway.port())) {
      Control admin = new Control(gateway, Control.OPERATOR);
      JsonNode made = admin.post("/v1/keys", "{\"label\": \"t\"}").json();
      String key = made.path("key").asText();
      String body = ClientApi.CHAT.body("slow/m", true);
      client.send(
          RawClient.post("/v1/chat/completions", body)
              .replace("host: localhost", "host: localhost\r\nx-api-key: " + key));
      String begun = client.readUntil("from-first");

      admin.delete("/v1/keys/" + made.path("id").asText());
      int afterwards =
          gateway
              .send(
                  new Control(gateway, key)
                      .request("/v1/chat/completions")
                      .POST(BodyPublishers.ofString(body))
                      .build())
              .statusCode();
      revoked.complete(null);

      assertThat(begun).contains("200 OK");
      assertThat(afterwards).isEqualTo(401);
      assertThat(client.readUntil("[DONE]")).contains("[DONE]");
    }
  }

  private static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }
}
