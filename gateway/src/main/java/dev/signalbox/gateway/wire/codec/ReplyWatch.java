package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Optional;

/**
 * Reads beside an answer that passes through untouched what the gateway must know of it. Cheap:
 * events that cannot hold any of it are not parsed. Never throws. Used by one thread at a time.
 */
public interface ReplyWatch {
  /** Looks at the next event of a streamed answer. */
  void accept(SseEvent event);

  /** Looks at a whole answer. */
  void acceptBody(JsonNode body);

  /** The tokens by the last figures given; empty while none were. */
  Optional<Usage> usage();

  /** The model that answered, as the provider named it; empty while unknown. */
  Optional<String> model();

  /** The error that stood in the answer in spite of its status; empty when there is none. */
  Optional<Problem> problem();

  /** Whether the answer is known to be whole: the end marker of the protocol was seen. */
  boolean complete();
}
