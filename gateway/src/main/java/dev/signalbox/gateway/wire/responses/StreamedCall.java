package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.ReplyEvent;

/** A streamed {@code function_call}. It opens as soon as its name is known. */
final class StreamedCall implements StreamedItem {
  private final StreamParts parts;
  private final StringBuilder early = new StringBuilder();
  private Extras extras = Extras.NONE;
  private int part = -1;
  private int received;
  private boolean closed;

  StreamedCall(ObjectNode item, StreamParts parts) {
    this.parts = parts;
    if (!Lenient.textOf(item, "name").isEmpty()) {
      open(item);
    }
    grow(Lenient.textOf(item, "arguments"));
  }

  private void open(ObjectNode item) {
    extras = OutputReader.callExtras(item);
    part = parts.open(OutputReader.call(item, ""));
    parts.delta(part, early.toString());
    early.setLength(0);
  }

  @Override
  public void accept(String type, JsonNode event) {
    if (closed) {
      return;
    }
    switch (type) {
      case "response.function_call_arguments.delta" -> grow(Lenient.textOf(event, "delta"));
      case "response.function_call_arguments.done" -> fill(Lenient.textOf(event, "arguments"));
      default -> {}
    }
  }

  private void fill(String whole) {
    if (whole.length() > received) {
      grow(whole.substring(received));
    }
  }

  private void grow(String more) {
    received += more.length();
    if (part < 0) {
      early.append(more);
    } else {
      parts.delta(part, more);
    }
  }

  @Override
  public void done(ObjectNode item) {
    if (closed) {
      return;
    }
    closed = true;
    if (part < 0) {
      open(item);
    }
    fill(Lenient.textOf(item, "arguments"));
    Extras last = OutputReader.callExtras(item);
    if (!last.isEmpty() && !last.equals(extras)) {
      parts.emit(new ReplyEvent.Annotated(0, part, last));
    }
    parts.close(part);
  }
}
