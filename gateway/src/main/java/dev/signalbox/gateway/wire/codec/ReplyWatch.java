package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads beside an answer that passes through untouched what the gateway must know of it. Cheap:
 * events that cannot hold any of it are not parsed. Never throws. Used by one thread at a time.
 */
public interface ReplyWatch {
  /** Objects and arrays of an answer that hold its text, and nothing that a watch looks for. */
  Set<String> BULK = Set.of("message", "content", "output", "logprobs");

  /** Looks at the next event of a streamed answer. */
  void accept(SseEvent event);

  /**
   * Looks at a whole answer; what {@link #BULK} names may have been left empty, except in errors.
   */
  void acceptBody(JsonNode body);

  /**
   * Whether a real piece of a streamed answer has come: some content, reasoning or call, a stop, or
   * the regular end. What only opens the answer, keeps it alive or counts tokens is none.
   */
  boolean started();

  /** The tokens by the last figures given; empty while none were. */
  Optional<Usage> usage();

  /** The model that answered, as the provider named it; empty while unknown. */
  Optional<String> model();

  /** The error that stood in the answer in spite of its status; empty when there is none. */
  Optional<Problem> problem();

  /** Whether the answer is known to be whole: the end marker of the protocol was seen. */
  boolean complete();

  /**
   * Whether the event came after which nothing of the answer follows, where its protocol has one.
   */
  default boolean over() {
    return false;
  }

  /**
   * Why its choices ended, as far as that stands outside of what {@link #BULK} names; empty while
   * none has.
   */
  Set<StopReason> stops();

  /** Whether the whole answer {@code body} has a refusal within what {@link #BULK} names. */
  default boolean hasRefusal(byte[] body) {
    return false;
  }

  /** {@code stops} and {@code more}. */
  static Set<StopReason> with(Set<StopReason> stops, StopReason more) {
    Set<StopReason> all = EnumSet.of(more);
    all.addAll(stops);
    return all;
  }

  /**
   * Whether the object {@code piece} has anything in it beside its field {@code label}: a field
   * that is neither null, nor an empty text, nor an empty list.
   */
  static boolean says(JsonNode piece, String label) {
    return piece.properties().stream()
        .filter(field -> !field.getKey().equals(label))
        .map(Map.Entry::getValue)
        .anyMatch(
            value ->
                !value.isNull()
                    && !(value.isTextual() && value.textValue().isEmpty())
                    && !(value.isArray() && value.isEmpty()));
  }
}
