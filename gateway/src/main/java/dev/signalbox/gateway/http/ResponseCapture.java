package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;

/** Finds the finished Response resource in what goes to a client, whole or streamed. */
final class ResponseCapture {
  private static final Set<String> FINAL =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final boolean stream;
  private final int maxBytes;
  private final SseDecoder events;
  private Buffer whole = Buffer.buffer();
  private Optional<JsonNode> response = Optional.empty();
  private boolean gaveUp;

  /**
   * A capture of one answer.
   *
   * @param maxBytes largest answer or event looked at
   */
  ResponseCapture(boolean stream, int maxBytes) {
    this.stream = stream;
    this.maxBytes = maxBytes;
    this.events = new SseDecoder(maxBytes);
  }

  /** Looks at the next bytes that go to the client. */
  void accept(Buffer chunk) {
    if (gaveUp) {
      return;
    }
    if (stream) {
      try {
        events.accept(chunk.getBytes(), this::look);
      } catch (ProblemException e) {
        gaveUp = true; // larger than is kept: the answer goes on, it just cannot be continued
      }
    } else if (whole.length() + chunk.length() > maxBytes) {
      gaveUp = true;
      whole = Buffer.buffer();
    } else {
      whole.appendBuffer(chunk);
    }
  }

  private void look(SseEvent event) {
    if (FINAL.contains(event.name())) {
      response = StrictJson.tryParse(event.data()).map(data -> data.path("response"));
    }
  }

  /** The resource, once the answer has ended; empty when there was none. */
  Optional<JsonNode> response() {
    Optional<JsonNode> found = stream || gaveUp ? response : StrictJson.tryParse(whole.toString());
    return found.filter(tree -> tree.path("id").isTextual() && tree.path("output").isArray());
  }
}
