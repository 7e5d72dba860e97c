package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that wait for a model that thinks are kept alive, whatever comes of it in the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeptAliveTest {
  private static final String COMMENT = ": keep-alive\n\n";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(ClientApi.CHAT, ClientApi.CHAT),
          new Pair(ClientApi.CHAT, ClientApi.ANTHROPIC),
          new Pair(ClientApi.GEMINI, ClientApi.RESPONSES));

  private final RawUpstream first = RawUpstream.of();
  private final RunningGateway gateway =
      new RunningGateway(
          "keep_alive_seconds = 1\n" + TwoProviders.config(first), SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
    first.close();
  }

  private record Pair(ClientApi client, ClientApi provider) {
    private String rest() {
      return StreamPieces.pieces(provider).getFirst() + StreamPieces.end(provider);
    }
  }

  @Test
  void aClientThatWaitsForAThinkingModelIsKeptAlive() {
    for (Waited each : afterWaiting(PAIRS.stream().map(Pair::rest).toList())) {
      assertThat(each.answer())
          .as(each.pair().toString())
          .startsWith("HTTP/1.1 200 ")
          .contains(COMMENT, each.pair().client().textMark(), each.pair().client().endOfStream());
    }
  }

  @Test
  void aFailureAfterTheClientWasKeptAliveIsToldInItsStream() {
    List<String> errors = PAIRS.stream().map(pair -> StreamPieces.error(pair.provider())).toList();
    for (Waited each : afterWaiting(errors)) {
      assertThat(each.answer())
          .as(each.pair().toString())
          .startsWith("HTTP/1.1 200 ")
          .contains(COMMENT, "error")
          .doesNotContain(each.pair().client().endOfStream());
    }
  }

  private record Waited(Pair pair, String answer) {}

  /** What clients are sent when {@code rests} come after they were kept alive; all wait at once. */
  private List<Waited> afterWaiting(List<String> rests) {
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < PAIRS.size(); i++) {
      Pair pair = PAIRS.get(i);
      CompletableFuture<Void> kept = new CompletableFuture<>();
      first.plays(
          new Act.ReadRequest(),
          Act.text(HEAD + StreamPieces.beginnings(pair.provider()).getLast()),
          new Act.Await(kept),
          Act.text(rests.get(i)),
          new Act.Close());
      int connections = first.connections();
      RawClient raw = new RawClient(gateway.port()).send(request(pair));
      Eventually.holds(() -> first.connections() > connections, "the call");
      waiting.add(new Waiting(pair, raw, kept));
    }
    return waiting.stream().map(Waiting::waited).toList();
  }

  private record Waiting(Pair pair, RawClient raw, CompletableFuture<Void> kept) {
    private Waited waited() {
      try (raw) {
        String begun = raw.readUntil(COMMENT);
        kept.complete(null);
        return new Waited(pair, begun + raw.readAll());
      }
    }
  }

  private static String request(Pair pair) {
    String model = TwoProviders.both(pair.provider());
    return RawClient.post(pair.client().path(model, true), pair.client().body(model, true))
        .replaceFirst("\r\n", "\r\nconnection: close\r\n");
  }
}
