package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.function.Consumer;

/**
 * Reads one streamed answer of a provider. Whatever the provider sends, the events that come out
 * keep the order {@link ReplyEvent} defines and nothing is thrown: what cannot be read becomes
 * {@code Unmapped} or {@code Failed}. Used by one thread at a time.
 */
public interface StreamDecoder {
  /** Takes the next event of the provider. */
  void accept(SseEvent event, Consumer<ReplyEvent> out);

  /**
   * Takes the end of the provider's stream: closes what is open and emits {@code Ended}, or {@code
   * Failed} when the answer was not whole. Does nothing when one of them was emitted before.
   */
  void end(Consumer<ReplyEvent> out);
}
