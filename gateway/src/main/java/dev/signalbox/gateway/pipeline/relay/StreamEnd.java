package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.sse.SseEvent;

/**
 * Follows a stream past the mark that ends its answer. One {@code [DONE]} may still come, as some
 * servers send it where their protocol has none; nothing else.
 */
final class StreamEnd {
  private static final String DONE = "[DONE]";

  private StreamTransform.Stage stage = StreamTransform.Stage.OPEN;
  private boolean done;

  StreamTransform.Stage stage() {
    return stage;
  }

  boolean isOpen() {
    return stage == StreamTransform.Stage.OPEN;
  }

  /** Notes that {@code mark} ended the answer. */
  void marked(SseEvent mark) {
    stage = StreamTransform.Stage.MARKED;
    done = isDone(mark);
  }

  /** Takes an event after the mark; whether it is part of the stream all the same. */
  boolean takes(SseEvent event) {
    if (!done && isDone(event)) {
      done = true;
      return true;
    }
    stage = StreamTransform.Stage.EXCEEDED;
    return false;
  }

  private static boolean isDone(SseEvent event) {
    return event.data().strip().equals(DONE);
  }
}
