package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.StreamBuffer;

/**
 * Writes one streamed answer in a client's format. Takes events in the order {@link ReplyEvent}
 * defines; a {@code Failed} event becomes the format's own error event and the end of the stream
 * without its success marker. Used by one thread at a time.
 */
public interface StreamEncoder {
  /** Adds what {@code event} becomes to {@code out}; often nothing, sometimes several events. */
  void accept(ReplyEvent event, StreamBuffer out);

  /** Adds that a stream failed which passed as it came so far, without a word of this encoder. */
  default void breakOff(Problem problem, StreamBuffer out) {
    accept(new ReplyEvent.Failed(problem), out);
  }
}
