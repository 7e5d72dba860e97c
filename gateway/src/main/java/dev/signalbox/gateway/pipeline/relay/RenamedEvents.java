package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;

/** Server-sent events that name the model as the client did, wherever their bytes are cut. */
final class RenamedEvents {
  private final String model;
  private final SseDecoder events;
  private final StreamBuffer out = new StreamBuffer();

  RenamedEvents(String model, int maxEventBytes) {
    this.model = model;
    this.events = new SseDecoder(maxEventBytes);
  }

  /** What the next bytes become; an event comes when all of it is there. */
  byte[] accept(byte[] chunk) {
    events.accept(chunk, this::write);
    return out.take();
  }

  /** What is still to be sent at the end. */
  byte[] end() {
    events.end(this::write);
    return out.take();
  }

  private void write(SseEvent event) {
    String data =
        StrictJson.tryParse(event.data())
            .filter(tree -> ModelNames.rename(tree, model))
            .map(StrictJson::toText)
            .orElse(event.data());
    if (!event.name().isEmpty()) {
      out.raw("event: " + event.name() + "\n");
    }
    for (String line : data.split("\n", -1)) { // an empty last line is one too
      out.raw("data: " + line + "\n");
    }
    out.raw("\n");
  }
}
