package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the finished Response resource in what goes to a client, whole or streamed, and tells of it
 * before the client has it.
 */
final class ResponseCapture {
  private static final Set<String> FINAL =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final boolean stream;
  private final int maxBytes;
  private final Consumer<JsonNode> found;
  private final SseDecoder events;
  private Buffer whole = Buffer.buffer();
  private boolean gaveUp;

  /**
   * A capture of one answer.
   *
   * @param maxBytes largest answer or event looked at
   * @param found told the resource, once
   */
  ResponseCapture(boolean stream, int maxBytes, Consumer<JsonNode> found) {
    this.stream = stream;
    this.maxBytes = maxBytes;
    this.found = found;
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
      StrictJson.tryParse(event.data()).map(data -> data.path("response")).ifPresent(this::tell);
    }
  }

  /** All of the answer was shown. */
  void end() {
    if (!stream && !gaveUp) {
      StrictJson.tryParse(whole.toString()).ifPresent(this::tell);
    }
  }

  private void tell(JsonNode tree) {
    if (tree.path("id").isTextual() && tree.path("output").isArray()) {
      found.accept(tree);
    }
  }
}
